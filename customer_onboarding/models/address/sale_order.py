from odoo import models


class SaleOrder(models.Model):
    """Invoices of an order go to the address that was chosen on it."""

    _inherit = "sale.order"

    def _prepare_invoice(self):
        """Hand the chosen invoice address over, also where it is the company itself.

        Odoo makes it the partner of the invoice, whose own billing address would be
        looked up otherwise.
        """
        return super()._prepare_invoice() | {
            "partner_invoice_id": self.partner_invoice_id.id
        }
