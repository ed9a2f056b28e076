from odoo import api, models


class AccountPayment(models.Model):
    """Receipts of payments print in one language."""

    _name = "account.payment"
    _inherit = ["account.payment", "customer.document.mixin"]

    def _is_customer_document(self):
        return self.partner_type == "customer"

    # stock caches it for whichever language asks first
    @api.depends_context("lang")
    def _compute_payment_receipt_title(self):
        return super()._compute_payment_receipt_title()
