from odoo import fields, models


class ResCompany(models.Model):
    """What happens to who signs up without an invitation."""

    _inherit = "res.company"

    customer_signup_group_id = fields.Many2one(
        "customer.group",
        "Group of Sign-Ups",
        prefetch="customer_onboarding",
        help="Customers who sign up by themselves start in this group, with what it "
        "says for new customers.",
    )
    customer_signup_approval = fields.Boolean(
        "Sign-Ups Wait for Approval",
        prefetch="customer_onboarding",
        help="Customers who sign up by themselves can use no portal area until staff "
        "approve them.",
    )
    customer_signup_user_id = fields.Many2one(
        "res.users",
        "Approver of Sign-Ups",
        prefetch="customer_onboarding",
        domain="[('share', '=', False)]",
        help="Gets an activity for each sign-up that waits. Empty: the administrator.",
    )
