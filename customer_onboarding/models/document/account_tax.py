from odoo import api, models


class AccountTax(models.Model):
    """The label on invoices is that of their language."""

    _inherit = "account.tax"

    # stock caches it for whichever language asks first
    @api.depends_context("lang")
    def _compute_tax_label(self):
        return super()._compute_tax_label()
