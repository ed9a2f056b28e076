from . import (
    customer_onboarding_batch,
    customer_onboarding_row,
    customer_onboarding_row_cells,
    res_partner,
)
