from . import (
    account_move,
    customer_group,
    customer_group_profile,
    customer_group_value,
    res_partner,
    res_partner_offer,
    res_partner_profile,
    res_partner_value,
)
