from odoo import api, models


class AccountPayment(models.Model):
    """Receipts of payments print in one language."""

    _name = "account.payment"
    _inherit = ["account.payment", "customer.document.mixin"]

    def _is_customer_document(self):
        """Payments of vendors are not what the company's setting is about."""
        return self.partner_type == "customer"

    @api.depends_context("lang")
    def _compute_payment_receipt_title(self):
        """Compute it for each language, because Odoo keeps the first one asked for."""
        return super()._compute_payment_receipt_title()
