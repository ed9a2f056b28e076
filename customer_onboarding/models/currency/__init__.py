# first: other models of the room inherit from them
from . import customer_currency_mixin

# isort: split
from . import (
    account_move,
    ir_default,
    product_pricelist,
    res_company,
    res_partner,
    res_partner_currency_lock,
    res_partner_pricelist,
    sale_order,
)
