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
            "language_lock_reason": partner_sudo._get_language_choice_refusal(),
        }

    def _validate_address_values(self, address_values, partner_sudo, *args, **kwargs):
        """Say beside the field why the language chosen with the address is refused."""
        invalid_fields, missing_fields, messages = super()._validate_address_values(
            address_values, partner_sudo, *args, **kwargs
        )
        lang = self._get_chosen_lang(partner_sudo, kwargs)
        if lang and (refusal := request.env.user._get_portal_lang_refusal(lang)):
            invalid_fields.add("lang")
            messages.append(refusal)
        return invalid_fields, missing_fields, messages

    def _create_or_update_address(self, partner_sudo, **form_data):
        """Save the language that was chosen on the same page, with the address."""
        partner_sudo, feedback = super()._create_or_update_address(
            partner_sudo, **form_data
        )
        lang = self._get_chosen_lang(partner_sudo, form_data)
        if lang and "redirectUrl" in feedback:
            user = request.env.user
            user.with_user(user).write({"lang": lang})
        return partner_sudo, feedback

    def _get_chosen_lang(self, partner_sudo, form_data):
        """The new language that the account page sends with the user's own address.

        :param partner_sudo: the contact whose address it is
        :param dict form_data: what the form sent besides the address
        :return: code of a language, unchecked; nothing where it is the same
        """
        lang = form_data.get("lang")
        if not partner_sudo._is_own_contact() or lang == partner_sudo.lang:
            return None
        return lang

    def _complete_address_values(self, address_values, *args, **kwargs):
        """Let a new address have its customer's language, not that of the page."""
        result = super()._complete_address_values(address_values, *args, **kwargs)
        parent_id = address_values.get("parent_id")
        if parent_id:
            parent_sudo = request.env["res.partner"].sudo().browse(parent_id)
            if parent_sudo.lang:
                address_values["lang"] = parent_sudo.lang
        return result
