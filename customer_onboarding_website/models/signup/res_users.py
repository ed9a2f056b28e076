from odoo import api, models


class ResUsers(models.Model):
    """Who signs up on a website starts in the group of that website."""

    _inherit = "res.users"

    @api.model
    def _get_signup_groups(self):
        """The group of the website comes before that of the company."""
        website_sudo = self.env["website"].get_current_website().sudo()
        return website_sudo.customer_signup_group_id or super()._get_signup_groups()
