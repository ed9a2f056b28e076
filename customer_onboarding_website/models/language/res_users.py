from odoo import api, models


class ResUsers(models.Model):
    """The portal of a website has the languages of the website."""

    _inherit = "res.users"

    @api.model
    def _get_portal_langs(self):
        """The languages of the website, also in mails and for programs.

        Odoo takes them on the website's pages alone. Elsewhere it takes all that are
        installed, and links to pages in the others would lead nowhere.
        """
        website_sudo = self.env["website"].get_current_website().sudo()
        return {
            lang.code: self.env["res.lang"]._get_data(id=lang.id)
            for lang in website_sudo.language_ids.sorted("name")
        }
