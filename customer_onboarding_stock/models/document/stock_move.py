from odoo import api, models


class StockMove(models.Model):
    """The description of a move is printed in the language of its slip."""

    _inherit = "stock.move"

    @api.depends_context(
        "customer_document_staff_print", "customer_document_lang_choice"
    )
    def _compute_description_picking(self):
        """Compute it for each language of a print."""
        return super()._compute_description_picking()

    def _get_lang(self):
        """Take the language of the slip while staff print it."""
        if self.picking_id and self.picking_id._is_staff_print():
            return self.picking_id._get_document_lang()
        return super()._get_lang()
