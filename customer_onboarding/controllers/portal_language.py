from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.exceptions import UserError
from odoo.http import request, route


class PortalLanguage(CustomerPortal):
    """Customers choose the language of their portal and mails themselves."""

    @route("/my/account/language", type="http", auth="user", website=True)
    def account_language(self, lang=None, **kwargs):
        """Give the signed-in customer another language, from the account page.

        :param str lang: code of one of the portal's languages
        """
        if request.httprequest.method != "POST":
            return request.redirect("/my/account")
        user = request.env.user
        try:
            user._check_portal_lang(lang)
            user.with_user(user).write({"lang": lang})
        except UserError as error:
            values = self._prepare_my_account_rendering_values()
            values["language_error"] = error.args[0]
            return request.render("portal.portal_my_details", values)
        return request.redirect("/my/account")

    def _prepare_my_account_rendering_values(self, *args, **kwargs):
        """Add the languages to choose from, and why that may be refused."""
        values = super()._prepare_my_account_rendering_values(*args, **kwargs)
        partner_sudo = request.env.user.partner_id.sudo()
        return values | {
            "portal_langs": request.env["res.users"]._get_portal_langs(),
            "language_lock_reason": partner_sudo._get_language_lock_reason(),
        }

    def _complete_address_values(self, address_values, *args, **kwargs):
        """Let a new address have its customer's language, not that of the page."""
        result = super()._complete_address_values(address_values, *args, **kwargs)
        parent_id = address_values.get("parent_id")
        if parent_id:
            parent_sudo = request.env["res.partner"].sudo().browse(parent_id)
            if parent_sudo.lang:
                address_values["lang"] = parent_sudo.lang
        return result
