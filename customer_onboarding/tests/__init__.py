from . import (
    test_cost_in_bulk,
    test_customer_form,
    test_customer_way,
    test_manners,
    test_roles,
)
from .address import (
    test_address_blocks,
    test_document_addresses,
    test_invoice_address,
)
from .background import (
    test_background_changes,
    test_background_job,
    test_background_lock,
)
from .batch import (
    test_onboarding_batch,
    test_onboarding_file,
    test_row_duplicates,
)
from .currency import (
    test_currency_archive,
    test_currency_continue,
    test_customer_currency,
    test_customer_currency_cancelled,
    test_customer_currency_documents,
    test_customer_currency_lock,
    test_customer_currency_merge,
    test_customer_pricelist,
    test_invoiced_currency,
)
from .document import (
    test_document_lang,
    test_document_print,
    test_document_texts,
)
from .duplicate import (
    test_likely_duplicates,
)
from .form import (
    test_customer_list,
    test_form_cost,
    test_partner_form,
    test_quick_insert,
    test_text_length,
    test_tour,
    test_web_client,
)
from .group import (
    test_customer_group,
    test_customer_value,
    test_group_assign,
    test_group_import,
    test_group_offer,
    test_group_profile,
    test_group_value,
)
from .invitation import (
    test_link_pages,
    test_mail_bounces,
    test_mail_defaults,
    test_mail_retries,
    test_onboarding,
    test_onboarding_many,
    test_portal_access,
    test_reminders,
    test_welcome_templates,
)
from .language import (
    test_language_lock,
    test_portal_language,
)
from .link import (
    test_portal_links,
)
from .login import (
    test_account_email,
    test_account_links,
    test_account_login,
    test_account_mails,
    test_clients_login,
    test_sign_up,
)
from .panel import (
    test_customer_panel,
    test_digest,
)
from .permission import (
    test_permission_assign,
    test_portal_area_form,
    test_portal_hidden_terms,
    test_portal_no_writing,
    test_portal_off_sets,
    test_portal_pages,
    test_portal_permissions,
    test_portal_preview,
    test_public_methods,
    test_uninstall_dialog,
)
from .profile import (
    test_portal_account,
    test_portal_home,
)
from .signup import (
    test_signup_approval,
    test_signup_attacks,
    test_signup_duplicates,
)
