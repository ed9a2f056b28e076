from . import (
    base_partner_merge,
    customer_document_print,
    customer_document_print_job,
    portal_preview,
)
