from . import (
    base,
    customer_background_job,
    customer_policy_mixin,
    mail_thread,
    res_company,
    res_partner,
)
