from . import customer_document_mixin  # first: the documents inherit from it
from . import customer_transaction_mixin

# isort: split
from . import (
    account_move,
    account_move_currency,
    account_payment,
    customer_currency_lock,
    customer_group,
    customer_invitation,
    ir_default,
    ir_http,
    ir_rule,
    mail_mail,
    portal_area,
    product_pricelist,
    res_company,
    res_company_currency,
    res_config_settings,
    res_partner_address,
    res_partner_currency,
    res_partner_currency_lock,
    res_partner_group,
    res_partner_onboarding,
    res_partner_portal,
    res_partner_pricelist,
    res_users,
    sale_order,
    sale_order_currency,
)
