from odoo import fields, models


class CustomerPolicyMixin(models.AbstractModel):
    """Policies: who changes the language of a customer."""

    _inherit = "customer.policy.mixin"

    customer_language_lock = fields.Boolean(
        related="company_id.customer_language_lock", readonly=False
    )
    customer_language_choice = fields.Selection(
        related="company_id.customer_language_choice", readonly=False, required=True
    )
