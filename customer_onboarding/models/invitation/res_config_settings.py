from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings: what happens to new customers, and the welcome mail."""

    _inherit = "res.config.settings"

    customer_grant_access_default = fields.Boolean(
        related="company_id.customer_grant_access_default", readonly=False
    )
    customer_send_welcome_default = fields.Boolean(
        related="company_id.customer_send_welcome_default", readonly=False
    )

    def action_open_welcome_template(self):
        """Open the mail template that welcomes customers.

        :raise AccessError: the user is no administrator
        """
        self.check_access("read")
        template_sudo = self.env["customer.invitation"]._get_welcome_template()
        return {
            "type": "ir.actions.act_window",
            "res_model": "mail.template",
            "res_id": template_sudo.id,
            "view_mode": "form",
        }
