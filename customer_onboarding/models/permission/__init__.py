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
    res_config_settings,
    res_partner,
    res_users,
)
