from odoo import api, fields, models


class CustomerPolicyMixin(models.AbstractModel):
    """Policies: areas that are off for new customers."""

    _inherit = "customer.policy.mixin"

    portal_area_default_off_ids = fields.Many2many(
        "portal.area",
        string="Areas Off for New Customers",
        domain=[("is_installed", "=", True)],
        default=lambda self: self._default_portal_area_default_off_ids(),
        help="New customers start with these areas switched off. Existing customers "
        "keep theirs.",
    )

    @api.model
    def _default_portal_area_default_off_ids(self):
        """The areas that new customers start without today.

        :rtype: portal.area
        """
        return self.env["portal.area"].search([("off_by_default", "=", True)])

    def _set_policies(self):
        """Write the choice on the areas; existing customers keep what they have."""
        result = super()._set_policies()
        before = self._default_portal_area_default_off_ids()
        off = self.portal_area_default_off_ids
        (before - off).off_by_default = False
        (off - before).off_by_default = True
        return result
