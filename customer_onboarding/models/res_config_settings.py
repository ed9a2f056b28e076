from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_document_lang = fields.Selection(
        related="company_id.customer_document_lang", readonly=False, required=True
    )
    customer_grant_access_default = fields.Boolean(
        related="company_id.customer_grant_access_default", readonly=False
    )
    customer_send_welcome_default = fields.Boolean(
        related="company_id.customer_send_welcome_default", readonly=False
    )
    customer_currency_id = fields.Many2one(
        related="company_id.customer_currency_id", readonly=False
    )
    customer_currency_policy = fields.Selection(
        related="company_id.customer_currency_policy", readonly=False, required=True
    )
    portal_document_link_policy = fields.Selection(
        related="company_id.portal_document_link_policy", readonly=False, required=True
    )
    portal_area_default_off_ids = fields.Many2many(
        "portal.area",
        string="Areas Off for New Customers",
        domain=[("is_installed", "=", True)],
        default=lambda self: self._default_portal_area_default_off_ids(),
        help="New customers start with these parts of the portal switched off. "
        "Existing customers keep what they have.",
    )

    @api.model
    def _default_portal_area_default_off_ids(self):
        return self.env["portal.area"].search([("off_by_default", "=", True)])

    def set_values(self):
        result = super().set_values()
        before = self._default_portal_area_default_off_ids()
        off = self.portal_area_default_off_ids
        (before - off).off_by_default = False
        (off - before).off_by_default = True
        return result

    def action_open_welcome_template(self):
        """Open the mail template that welcomes customers."""
        template_sudo = self.env["customer.invitation"]._get_welcome_template()
        return {
            "type": "ir.actions.act_window",
            "res_model": "mail.template",
            "res_id": template_sudo.id,
            "view_mode": "form",
        }
