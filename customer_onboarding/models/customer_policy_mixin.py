from odoo import fields, models


class CustomerPolicyMixin(models.AbstractModel):
    """The policies for customers, one of our rooms after the other.

    Two forms show them: Odoo's *Settings*, for system administrators, and *Policies*,
    for administrators of this app. Each room adds its policies here, so that both forms
    have them.
    """

    _name = "customer.policy.mixin"
    _description = "Policies for Customers"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    def _set_policies(self):
        """Hook: write the policies that are no fields of the company."""
