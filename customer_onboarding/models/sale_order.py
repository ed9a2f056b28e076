from odoo import models


class SaleOrder(models.Model):
    """Quotations and orders print in the language the settings choose."""

    _name = "sale.order"
    _inherit = ["sale.order", "customer.document.mixin"]
