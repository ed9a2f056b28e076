# first: other models of the room inherit from them
from . import customer_currency_mixin

# isort: split
from . import (
    account_move,
    customer_policy_mixin,
    ir_default,
    product_pricelist,
    res_company,
    res_currency,
    res_partner,
    res_partner_invoiced,
    res_partner_lock,
    res_partner_sibling,
    sale_order,
)
