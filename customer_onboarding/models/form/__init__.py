from . import (
    ir_http,
    res_company,
    res_partner,
    res_partner_description,
    res_partner_length,
    res_partner_quick,
)
