from odoo import fields, models


class Website(models.Model):
    """Each website may start its sign-ups in a group of its own."""

    _inherit = "website"

    customer_signup_group_id = fields.Many2one(
        "customer.group",
        "Group of Sign-Ups",
        groups="base.group_user",
        help="Customers who sign up on this website start in this group. Empty: the "
        "company's group of sign-ups.",
    )
