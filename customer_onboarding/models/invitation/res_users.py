from odoo import api, models
from odoo.fields import Command


class ResUsers(models.Model):
    """Welcome links open accounts, and end with them."""

    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        """Note on the contacts of new portal users that they have access."""
        users = super().create(vals_list)
        users.sudo().filtered("share").partner_id._update_portal_access_state()
        return users

    def write(self, vals):
        """End the welcome links of contacts whose access is taken away."""
        if not {"active", "group_ids", "partner_id"} & vals.keys():
            return super().write(vals)
        partners_sudo = self.sudo().partner_id
        result = super().write(vals)
        self.env["customer.invitation"]._end_without_access(partners_sudo)
        (partners_sudo | self.sudo().partner_id)._update_portal_access_state()
        return result

    def unlink(self):
        """Note on the contacts that they have no access any more."""
        partners_sudo = self.sudo().partner_id
        result = super().unlink()
        partners_sudo._update_portal_access_state()
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

    def _wake_portal_user(self):
        """Give this archived user of a contact portal access again."""
        self.ensure_one()
        ref = self.env["ir.model.data"]._xmlid_to_res_id
        groups = [
            Command.link(ref("base.group_portal")),
            Command.unlink(ref("base.group_public")),
        ]
        self.write({"active": True, "group_ids": groups})

    def _inverse_notification_type(self):
        """Pass over customers, who are notified by email and are in no group for it.

        Odoo takes them out of that group all the same: a write of each new user, with
        its checks, that clears the caches of all workers once more.
        """
        inbox_id = self.env["ir.model.data"]._xmlid_to_res_id(
            "mail.group_mail_notification_type_inbox"
        )
        users = self.filtered(
            lambda user: not user.share or inbox_id in user.group_ids.ids
        )
        # as Odoo's write does: API keys come by SQL, which no cache is told of
        (self - users).invalidate_recordset(["api_key_ids"], flush=False)
        return super(ResUsers, users)._inverse_notification_type() if users else None
