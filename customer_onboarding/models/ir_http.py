import werkzeug.exceptions

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Answer the pages of switched-off portal areas with a clear page."""
        result = super()._pre_dispatch(rule, args)
        if request.env.uid:
            area_sudo = request.env.user._is_portal_path_off(request.httprequest.path)
            if area_sudo:
                cls._abort_portal_area_off(area_sudo)
        return result

    @classmethod
    def _abort_portal_area_off(cls, area_sudo):
        """Stop the request with the "switched off" page, status 403.

        :param area_sudo: the ``portal.area`` that is off, for its name
        :raise werkzeug.exceptions.HTTPException: always
        """
        partner_sudo = request.env.user.sudo().partner_id
        customer_sudo = partner_sudo.commercial_partner_id
        response = request.render(
            "customer_onboarding.portal_area_off",
            {
                "area": area_sudo,
                "contact_person": partner_sudo.user_id or customer_sudo.user_id,
                "company": request.env.company.sudo(),
                "page_name": "portal_area_off",
            },
        )
        response.flatten()
        response.status_code = 403
        werkzeug.exceptions.abort(response)
