from . import (
    account_move,
    account_move_issued,
    res_partner,
    res_partner_issued,
    res_partner_notice,
    sale_order,
)
