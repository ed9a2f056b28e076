from . import test_cost_in_bulk, test_customer_form, test_customer_way
from .address import test_invoice_address
from .batch import test_onboarding_batch
from .currency import (
    test_currency_archive,
    test_customer_currency,
    test_customer_currency_cancelled,
    test_customer_currency_documents,
    test_customer_currency_lock,
    test_customer_currency_merge,
    test_customer_pricelist,
)
from .document import test_document_lang, test_document_print, test_document_texts
from .duplicate import test_likely_duplicates
from .form import test_partner_form
from .group import test_customer_group
from .invitation import test_onboarding, test_onboarding_many
from .language import test_language_lock, test_portal_language
from .link import test_portal_links
from .login import (
    test_account_email,
    test_account_links,
    test_account_login,
    test_clients_login,
    test_sign_up,
)
from .permission import (
    test_portal_hidden_terms,
    test_portal_no_writing,
    test_portal_off_sets,
    test_portal_pages,
    test_portal_permissions,
    test_portal_preview,
    test_public_methods,
)
