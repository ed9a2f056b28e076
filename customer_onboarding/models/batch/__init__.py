from . import (
    base_import_import,
    customer_onboarding_batch,
    customer_onboarding_row,
    customer_onboarding_row_cells,
    customer_onboarding_row_duplicates,
    res_partner,
)
