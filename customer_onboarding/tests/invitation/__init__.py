from . import (
    test_link_pages,
    test_mail_bounces,
    test_mail_retries,
    test_onboarding,
    test_onboarding_many,
    test_portal_access,
    test_reminders,
    test_welcome_templates,
)
