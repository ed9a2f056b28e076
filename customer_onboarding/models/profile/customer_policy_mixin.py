from odoo import fields, models


class CustomerPolicyMixin(models.AbstractModel):
    """Policies: what customers may change of themselves in the portal."""

    _inherit = "customer.policy.mixin"

    customer_edits_name = fields.Boolean(
        related="company_id.customer_edits_name", readonly=False
    )
    customer_edits_email = fields.Boolean(
        related="company_id.customer_edits_email", readonly=False
    )
    customer_edits_phone = fields.Boolean(
        related="company_id.customer_edits_phone", readonly=False
    )
    customer_edits_address = fields.Boolean(
        related="company_id.customer_edits_address", readonly=False
    )
    customer_edits_vat = fields.Boolean(
        related="company_id.customer_edits_vat", readonly=False
    )
