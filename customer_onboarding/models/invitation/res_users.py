from odoo import api, models


class ResUsers(models.Model):
    """Welcome links open accounts, and end with them."""

    _inherit = "res.users"

    def write(self, vals):
        """End the welcome links of contacts whose access is taken away."""
        result = super().write(vals)
        if "active" in vals or "group_ids" in vals:
            partners_sudo = self.sudo().partner_id
            self.env["customer.invitation"]._end_without_access(partners_sudo)
        return result

    @api.model
    def signup(self, values, token=None):
        """Note on the invitation that its link opened the account."""
        partner_sudo = self.env["res.partner"].sudo()
        if token:
            partner_sudo = partner_sudo._signup_retrieve_partner(token)
        result = super().signup(values, token)
        self.env["customer.invitation"]._mark_opened(partner_sudo)
        return result
