# isort: off
from . import customer_document_mixin  # first: the documents inherit from it

# isort: on
from . import (
    account_move,
    customer_group,
    customer_invitation,
    ir_attachment,
    ir_binary,
    ir_http,
    ir_rule,
    mail_mail,
    mail_message,
    mail_notification,
    mail_thread,
    portal_area,
    portal_area_line,
    portal_derived_fields,
    portal_document,
    res_company,
    res_config_settings,
    res_partner_address,
    res_partner_currency,
    res_partner_group,
    res_partner_onboarding,
    res_partner_portal,
    res_users,
    sale_order,
)
