from odoo import fields, models


class CustomerBackgroundJob(models.Model):
    """Links of customers with very many documents end in the background."""

    _inherit = "customer.background.job"

    kind = fields.Selection(
        selection_add=[("rotate_links", "Rotate Links")],
        ondelete={"rotate_links": "cascade"},
    )

    def _do_batch(self):
        """Forget the next links of the customers."""
        if self.kind != "rotate_links":
            return super()._do_batch()
        customers = self.env["res.partner"].browse(self.sudo().res_ids).exists()
        return customers._rotate_document_links()[1]
