from odoo import models


class PurchaseOrder(models.Model):
    """Purchase orders print in the company's language, or in the vendor's."""

    _name = "purchase.order"
    _inherit = ["purchase.order", "customer.document.mixin"]

    def _is_draft_document(self):
        """The lines of requests for quotation may be rewritten."""
        return self.state in ("draft", "sent")

    def _get_document_lines(self):
        """The lines that are printed."""
        return self.order_line


class PurchaseOrderLine(models.Model):
    """Lines print their product's text in the order's language."""

    _name = "purchase.order.line"
    _inherit = ["purchase.order.line", "customer.document.line.mixin"]

    def _get_product_texts(self):
        """The product's texts as Odoo writes them on purchase orders."""
        if not self.product_id or self.display_type:
            return []
        # the vendor's own name and code of the product are part of it
        product = self.product_id.with_context(seller_id=self.selected_seller_id.id)
        return [
            self._get_product_purchase_description(product),
            self._get_product_purchase_description(self.product_id),
            self.product_id.display_name,
        ]
