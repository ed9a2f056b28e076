from odoo import fields, models

# Customers whose padlock is set in one transaction, by a button or as a batch
CUSTOMERS_AT_ONCE = 2_000


class CustomerBackgroundJob(models.Model):
    """Padlocks of very many customers are set in the background."""

    _inherit = "customer.background.job"

    kind = fields.Selection(
        selection_add=[("set_language_lock", "Lock or Unlock Languages")],
        ondelete={"set_language_lock": "cascade"},
    )

    def _do_batch(self):
        """Set the padlocks of the next customers."""
        if self.kind != "set_language_lock":
            return super()._do_batch()
        ids = self._get_next_ids(CUSTOMERS_AT_ONCE)
        customers = self.env["res.partner"].browse(ids).exists()
        customers.write({"language_lock": self.sudo().options})
        return len(ids)
