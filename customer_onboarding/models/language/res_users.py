from odoo import api, models
from odoo.exceptions import UserError


class ResUsers(models.Model):
    """The language a customer reads the portal in, and may choose there."""

    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        """Leave a locked language alone where a user is added to a contact."""
        partners = self.env["res.partner"].browse(
            vals["partner_id"]
            for vals in vals_list
            if vals.get("partner_id") and "lang" in vals
        )
        if locked := partners._get_language_lock_reasons():
            # copies, because the values belong to the caller
            vals_list = [
                {name: vals[name] for name in vals if name != "lang"}
                if vals.get("partner_id") in locked
                else vals
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        """Let customers choose only languages that the portal has.

        :raise UserError: the language is not one of them
        """
        if vals.get("lang") and self.env.user.share:
            self.env["res.users"]._check_portal_lang(vals["lang"])
        return super().write(vals)

    @api.model
    def _get_portal_langs(self):
        """Hook: the languages that the portal has.

        :return: ``{code: language}``, a language being Odoo's ``LangData``
        :rtype: dict
        """
        return self.env["res.lang"]._get_frontend()

    @api.model
    def _check_portal_lang(self, lang):
        """Refuse a language that the portal does not have.

        :param lang: code of a language
        :raise UserError: the portal does not have it
        """
        langs = self._get_portal_langs()
        if lang not in langs:
            raise UserError(
                self.env._(
                    "The language “%(lang)s” is not available in the portal. Choose "
                    "one of: %(langs)s.",
                    lang=lang,
                    langs=", ".join(known.name for known in langs.values()),
                )
            )

    def _get_portal_lang_refusal(self, lang):
        """Why this user may not have a language, asked for in the portal.

        :param lang: code of a language
        :return: a sentence, or False
        :rtype: str | bool
        """
        try:
            self._check_portal_lang(lang)
        except UserError as error:
            return error.args[0]
        return self.partner_id._get_language_choice_refusal()
