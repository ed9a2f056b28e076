from odoo import api, models


class ResUsersLog(models.Model):
    """Sign-ins: the first one of a contact ends its onboarding."""

    _inherit = "res.users.log"

    @api.model_create_multi
    def create(self, vals_list):
        """Note on the contacts of portal users that they have signed in."""
        logs = super().create(vals_list)
        users_sudo = logs.sudo().create_uid.filtered("share")
        # asked first, because it is written with the first sign-in only
        users_sudo.partner_id.filtered(
            lambda partner: partner.portal_access_state != "active"
        )._update_portal_access_state()
        return logs
