from odoo import fields, models


class ResCompany(models.Model):
    """Whether transactions lock the language of customers."""

    _inherit = "res.company"

    customer_language_lock = fields.Boolean(
        "Lock the Language of Customers",
        default=True,
        help="The first transaction of a customer locks its language: neither staff "
        "nor the customer in the portal changes it by accident. Staff unlock it with "
        "the padlock beside it.",
    )
