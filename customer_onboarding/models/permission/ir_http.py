import werkzeug.exceptions

from odoo import models
from odoo.http import request
from odoo.tools.misc import get_lang


class IrHttp(models.AbstractModel):
    """Pages of switched-off portal areas are answered by one that says so."""

    _inherit = "ir.http"

    @classmethod
    def _refuse_portal_area_off(cls):
        """Stop here if the page is one of a portal area that is off for the user."""
        if request.env.uid:
            area_sudo = request.env.user._get_area_closing_path(
                request.httprequest.path
            )
            if area_sudo:
                werkzeug.exceptions.abort(cls._render_portal_area_off(area_sudo))

    @classmethod
    def _post_dispatch(cls, response):
        """Say why a document did not open, instead of leading elsewhere.

        Portal pages redirect to /my whoever may not read a document. A page that opened
        stays as it is, because it only asked about a linked document.
        """
        result = super()._post_dispatch(response)
        area_sudo = getattr(request, "portal_area_off_sudo", None)
        if area_sudo and response.status_code in (302, 303, 404):
            page = cls._render_portal_area_off(area_sudo)
            response.headers.pop("Location", None)
            response.set_data(page.get_data())
            response.status_code = page.status_code
            response.content_type = page.content_type
        return result

    @classmethod
    def _render_portal_area_off(cls, area_sudo):
        """The "switched off" page, status 403.

        :param area_sudo: the ``portal.area`` that is off, for its name
        :rtype: odoo.http.Response
        """
        if not request.is_frontend:  # a portal route without website=True
            request.is_frontend = True
            code = get_lang(request.env).code
            request.lang = request.env["res.lang"]._get_data(code=code)
        partner_sudo = request.env.user.sudo().partner_id
        response = request.render(
            "customer_onboarding.portal_area_off",
            {
                "area": area_sudo,
                "contact_person": partner_sudo._get_contact_person(),
                "company": request.env.company.sudo(),
                "page_name": "portal_area_off",
            },
        )
        response.flatten()
        response.status_code = 403
        return response
