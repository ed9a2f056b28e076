from . import (
    clients,
    payment,
    portal,
    portal_email,
    portal_language,
    portal_profile,
    report,
)
