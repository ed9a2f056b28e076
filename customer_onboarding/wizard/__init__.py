from . import (
    base_partner_merge,
    customer_currency_continue,
    customer_document_print,
    customer_document_print_job,
    customer_group_assign,
    customer_group_value_print,
    customer_mail_preview,
    customer_permission_assign,
    portal_area_proposal,
    portal_area_proposal_page,
    portal_preview,
)
