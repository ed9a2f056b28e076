from odoo import api, models


class ResUsers(models.Model):
    """The link of a welcome mail opens the account."""

    _inherit = "res.users"

    @api.model
    def signup(self, values, token=None):
        """Note on the invitation that its link opened the account."""
        partner_sudo = (
            self.env["res.partner"].sudo()._signup_retrieve_partner(token)
            if token
            else self.env["res.partner"]
        )
        result = super().signup(values, token)
        self.env["customer.invitation"].sudo()._mark_opened(partner_sudo)
        return result
