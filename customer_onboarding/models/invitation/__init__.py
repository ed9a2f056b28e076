from . import (
    customer_invitation,
    ir_qweb,
    mail_mail,
    res_company,
    res_config_settings,
    res_partner,
    res_partner_onboarding,
    res_users,
)
