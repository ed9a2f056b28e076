from odoo import fields, models


class CustomerPolicyMixin(models.AbstractModel):
    """Policies: currencies of new customers, and of those without one."""

    _inherit = "customer.policy.mixin"

    customer_currency_id = fields.Many2one(
        related="company_id.customer_currency_id", readonly=False
    )
    customer_currency_policy = fields.Selection(
        related="company_id.customer_currency_policy", readonly=False, required=True
    )
