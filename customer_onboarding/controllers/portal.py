from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.exceptions import AccessError
from odoo.http import request, route
from odoo.tools import consteq


class OnboardingPortal(CustomerPortal):
    """Portal pages without switched-off areas: counters, documents, their links."""

    @route()
    def counters(self, counters, **kw):
        """Count nothing of switched-off areas, and forget what was counted before."""
        user = request.env.user
        known = request.session.get("portal_counters", {})
        if off := {key for key in known if user._is_portal_counter_off(key)}:
            request.session["portal_counters"] = {
                key: value for key, value in known.items() if key not in off
            }
        allowed = [key for key in counters if not user._is_portal_counter_off(key)]
        values = super().counters(allowed, **kw)
        return dict.fromkeys(counters, 0) | values

    def _document_check_access(self, model_name, document_id, access_token=None):
        """Refuse documents of switched-off areas.

        A document link with a valid token is staff's to give: whether it still
        opens the document is the company's policy.

        :raise AccessError: the area is off
        """
        document = request.env[model_name].browse(document_id)
        # exists(), because Odoo reports a document that does not exist below
        if access_token and self._is_valid_token(
            document.sudo().exists(), access_token
        ):
            area_sudo = document._get_refusing_portal_area()
        else:
            area_sudo = request.env.user._get_portal_area_of(document)
        self._refuse_portal_area(area_sudo)
        return super()._document_check_access(model_name, document_id, access_token)

    def _refuse_portal_area(self, area_sudo):
        """Stop here if an area is switched off, and remember the reason.

        :param area_sudo: the ``portal.area`` that is off, or none
        :raise AccessError: there is one; where the page would go elsewhere because of
            it, it says so instead (``ir.http._post_dispatch``)
        """
        if area_sudo:
            request.portal_area_off_sudo = area_sudo
            raise AccessError(
                request.env._(
                    "%(area)s is switched off for your account.", area=area_sudo.name
                )
            )

    def _is_valid_token(self, document_sudo, access_token):
        """Whether a token is the document's own.

        :param document_sudo: one record, or none
        :param access_token: text from the URL, or nothing
        :rtype: bool
        """
        if (
            not document_sudo
            or not access_token
            or "access_token" not in document_sudo._fields
        ):
            return False
        token = document_sudo.access_token
        return bool(token) and consteq(token, access_token)

    def _get_page_view_values(
        self, document, access_token, values, session_history, *args, **kwargs
    ):
        """Let "previous" and "next" skip documents of areas switched off since.

        The session remembers what a list showed; the links would carry tokens.
        """
        history = request.session.get(session_history)
        if history:
            listed = request.env[document._name].browse(history)
            hidden = request.env.user._filter_portal_hidden(listed)
            if hidden:
                request.session[session_history] = (listed - hidden).ids
        return super()._get_page_view_values(
            document, access_token, values, session_history, *args, **kwargs
        )
