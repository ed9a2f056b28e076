from odoo import fields, models


class CustomerPolicyMixin(models.AbstractModel):
    """Policies: what happens to who signs up without an invitation."""

    _inherit = "customer.policy.mixin"

    customer_signup_group_id = fields.Many2one(
        related="company_id.customer_signup_group_id", readonly=False
    )
    customer_signup_approval = fields.Boolean(
        related="company_id.customer_signup_approval", readonly=False
    )
    customer_signup_user_id = fields.Many2one(
        related="company_id.customer_signup_user_id", readonly=False
    )
