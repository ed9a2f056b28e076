from odoo import api, models
from odoo.fields import Domain


class SaleOrder(models.Model):
    """Quotations and orders take, and lock, the currency of their customer."""

    _name = "sale.order"
    _inherit = ["sale.order", "customer.transaction.mixin"]

    _customer_transaction_idx = models.Index(
        "(partner_id, company_id) WHERE state != 'cancel'"
    )

    @api.model
    def _get_customer_transaction_domain(self):
        return super()._get_customer_transaction_domain() & Domain(
            "state", "!=", "cancel"
        )
