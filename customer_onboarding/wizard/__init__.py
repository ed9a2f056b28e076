from . import base_partner_merge, portal_preview
