from . import (
    test_customer_currency,
    test_customer_currency_documents,
    test_customer_currency_lock,
    test_customer_form,
    test_customer_group,
    test_document_lang,
    test_document_print,
    test_onboarding,
    test_portal_links,
    test_portal_off_sets,
    test_portal_pages,
    test_portal_permissions,
)
