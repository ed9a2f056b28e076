import shutil

from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_document_lang = fields.Selection(
        related="company_id.customer_document_lang", readonly=False, required=True
    )
    customer_document_lang_name = fields.Char(
        compute="_compute_customer_document_lang_name"
    )
    is_rtlcss_missing = fields.Boolean(compute="_compute_is_rtlcss_missing")
    customer_grant_access_default = fields.Boolean(
        related="company_id.customer_grant_access_default", readonly=False
    )
    customer_send_welcome_default = fields.Boolean(
        related="company_id.customer_send_welcome_default", readonly=False
    )
    customer_language_lock = fields.Boolean(
        related="company_id.customer_language_lock", readonly=False
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

    @api.depends("company_id")
    def _compute_customer_document_lang_name(self):
        names = dict(self.env["res.lang"].get_installed())
        for settings in self:
            code = settings.company_id._get_system_lang()
            settings.customer_document_lang_name = names.get(code)

    @api.depends("company_id")
    def _compute_is_rtlcss_missing(self):
        """Stock only logs it, and prints Arabic in a layout from left to right."""
        codes = [code for code, __ in self.env["res.lang"].get_installed()]
        directions = {
            self.env["res.lang"]._get_data(code=code).direction for code in codes
        }
        self.is_rtlcss_missing = "rtl" in directions and not shutil.which("rtlcss")

    def set_values(self):
        result = super().set_values()
        before = self._default_portal_area_default_off_ids()
        off = self.portal_area_default_off_ids
        (before - off).off_by_default = False
        (off - before).off_by_default = True
        return result

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
