from odoo import fields, models

from .customer_invitation_mail import TEMPLATES


class CustomerPolicyMixin(models.AbstractModel):
    """Policies: what happens to new customers, and the welcome mail."""

    _inherit = "customer.policy.mixin"

    customer_grant_access_default = fields.Boolean(
        related="company_id.customer_grant_access_default", readonly=False
    )
    customer_send_welcome_default = fields.Boolean(
        related="company_id.customer_send_welcome_default", readonly=False
    )
    customer_new_link = fields.Selection(
        related="company_id.customer_new_link", readonly=False
    )
    customer_reminder = fields.Boolean(
        related="company_id.customer_reminder", readonly=False
    )
    customer_reminder_days = fields.Integer(
        related="company_id.customer_reminder_days", readonly=False
    )
    customer_reminder_max = fields.Integer(
        related="company_id.customer_reminder_max", readonly=False
    )

    def action_open_welcome_template(self):
        """Open a mail template, as the context's ``customer_mail_kind`` says.

        Without it, the one that welcomes customers.

        :raise AccessError: the user is no administrator
        :raise UserError: the template was deleted
        """
        self.check_access("read")
        kind = self.env.context.get("customer_mail_kind")
        template_sudo = self.env["customer.invitation"]._get_template(
            kind if kind in TEMPLATES else "access"
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "mail.template",
            "res_id": template_sudo.id,
            "view_mode": "form",
        }
