from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import request


class OnboardingPortal(CustomerPortal):
    def _document_check_access(self, model_name, document_id, access_token=None):
        """Say that a document's area is switched off, instead of going to /my.

        A document link with a valid token keeps working: staff sent it on purpose.
        """
        document = request.env[model_name].browse(document_id)
        area_sudo = request.env.user._get_portal_off_areas().filtered(
            lambda area: area._contains(document)
        )[:1]
        if area_sudo and not access_token:
            request.env["ir.http"]._abort_portal_area_off(area_sudo)
        return super()._document_check_access(model_name, document_id, access_token)
