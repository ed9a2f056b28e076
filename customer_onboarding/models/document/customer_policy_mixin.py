import shutil

from odoo import api, fields, models


class CustomerPolicyMixin(models.AbstractModel):
    """Policies: the language of printed documents."""

    _inherit = "customer.policy.mixin"

    customer_document_lang = fields.Selection(
        related="company_id.customer_document_lang", readonly=False, required=True
    )
    customer_document_lang_name = fields.Char(
        compute="_compute_customer_document_lang_name"
    )
    is_rtlcss_missing = fields.Boolean(compute="_compute_is_rtlcss_missing")

    @api.depends("company_id")
    def _compute_customer_document_lang_name(self):
        """Name the language that *The system's language* stands for."""
        names = dict(self.env["res.lang"].get_installed())
        for settings in self:
            code = settings.company_id._get_system_lang()
            settings.customer_document_lang_name = names.get(code)

    @api.depends("company_id")
    def _compute_is_rtlcss_missing(self):
        """Tell that ``rtlcss`` is missing, because Odoo only logs it.

        It then prints Arabic in a layout from left to right.
        """
        codes = [code for code, __ in self.env["res.lang"].get_installed()]
        directions = {
            self.env["res.lang"]._get_data(code=code).direction for code in codes
        }
        self.is_rtlcss_missing = "rtl" in directions and not shutil.which("rtlcss")
