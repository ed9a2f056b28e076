from . import (
    product_pricelist,
    res_partner,
    sale_order,
    website,
)
