from odoo import api, models


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _get_portal_langs(self):
        """The languages of the website, in mails and for programs as well.

        Stock knows them on the website's pages alone; elsewhere, it takes all that are
        installed, and links into these would lead nowhere.
        """
        website_sudo = self.env["website"].get_current_website().sudo()
        return {
            lang.code: self.env["res.lang"]._get_data(id=lang.id)
            for lang in website_sudo.language_ids.sorted("name")
        }
