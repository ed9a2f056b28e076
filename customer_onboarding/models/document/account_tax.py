from odoo import api, models


class AccountTax(models.Model):
    """The label on invoices is that of their language."""

    _inherit = "account.tax"

    @api.depends_context("lang")
    def _compute_tax_label(self):
        """Compute it for each language, because Odoo keeps the first one asked for."""
        return super()._compute_tax_label()
