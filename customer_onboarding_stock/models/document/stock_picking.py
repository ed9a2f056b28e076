from odoo import models


class StockPicking(models.Model):
    """Delivery slips print in the language the settings choose."""

    _name = "stock.picking"
    _inherit = ["stock.picking", "customer.document.mixin"]

    def _get_report_lang(self):
        """Language of the delivery slip and of the return slip; Odoo asks for it."""
        return self._get_document_lang()

    def _get_document_partner(self):
        """The partner on the slip: that of its moves, as Odoo prints it."""
        return self.move_ids[:1].partner_id or self.partner_id

    def _is_customer_document(self):
        """Receipts and internal transfers are not what the setting is about."""
        return self.picking_type_code == "outgoing"
