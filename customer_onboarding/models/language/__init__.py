from . import (
    customer_background_job,
    customer_policy_mixin,
    ir_http,
    res_company,
    res_partner,
    res_partner_padlock,
    res_users,
)
