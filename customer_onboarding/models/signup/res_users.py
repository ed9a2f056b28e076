from odoo import api, models
from odoo.fields import Command


class ResUsers(models.Model):
    """Who signs up without an invitation enters onboarding."""

    _inherit = "res.users"

    @api.model
    def _signup_create_user(self, values):
        """Start in the group of sign-ups, and note the date; wait, if the company says.

        Contacts whom staff invited sign up for their own record, and wait for nobody.
        """
        if values.get("partner_id"):
            return super()._signup_create_user(values)
        groups = self._get_signup_groups()
        if groups:
            values["customer_group_ids"] = [Command.set(groups.ids)]
            # here, because users are created with defaults, which would stay
            groups._add_profile(values)
        user = super()._signup_create_user(values)
        user.partner_id._note_signup(self.env.company)
        return user

    @api.model
    def _get_signup_groups(self):
        """Hook: the groups in which customers start who sign up by themselves.

        :rtype: customer.group (sudo)
        """
        return self.env.company.sudo().customer_signup_group_id

    def _get_signup_state(self):
        """What staff say about the sign-up of this user, for the pages of the portal.

        :return: "waiting", "approved", "refused", or False: staff were not asked
        """
        self.ensure_one()
        return self.sudo().partner_id.signup_state
