from odoo import fields, models

# Customers that are changed in one transaction, while the user waits or as a batch
CUSTOMERS_AT_ONCE = 2_000


class CustomerBackgroundJob(models.Model):
    """Portal permissions of very many customers are set in the background."""

    _inherit = "customer.background.job"

    kind = fields.Selection(
        selection_add=[("set_permissions", "Set Portal Permissions")],
        ondelete={"set_permissions": "cascade"},
    )

    def _do_batch(self):
        """Set the permissions of the next customers."""
        if self.kind != "set_permissions":
            return super()._do_batch()
        ids = self._get_next_ids(CUSTOMERS_AT_ONCE)
        options = self.sudo().options
        areas = self.env["portal.area"]
        self.env["res.partner"].browse(ids).exists()._set_portal_areas(
            areas.browse(options["allow"]).exists(),
            areas.browse(options["switch_off"]).exists(),
        )
        return len(ids)
