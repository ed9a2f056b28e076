# first: other models of the room inherit from them
from . import (
    base,
    base_derived_fields,
    base_superuser_pages,
    base_terms,
    portal_area_cache_mixin,
)

# isort: split
from . import (
    base_module_uninstall,
    customer_background_job,
    customer_policy_mixin,
    ir_attachment,
    ir_binary,
    ir_http,
    ir_rule,
    mail_message,
    mail_notification,
    mail_thread,
    portal_area,
    portal_area_checks,
    portal_area_delivered,
    portal_area_documents,
    portal_area_line,
    portal_area_pages,
    res_partner,
    res_users,
)
