# first: other models of the room inherit from them
from . import customer_currency_mixin

# isort: split
from . import (
    account_move,
    ir_default,
    product_pricelist,
    res_company,
    res_config_settings,
    res_currency,
    res_partner,
    sale_order,
)
