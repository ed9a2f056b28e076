from odoo import fields, models


class ResCompany(models.Model):
    """Who changes the language of a customer, and until when."""

    _inherit = "res.company"

    customer_language_lock = fields.Boolean(
        "Lock the Language of Customers",
        default=True,
        help="The first transaction of a customer locks its language, so that staff do "
        "not change it by accident. Staff unlock it with the padlock beside it.",
    )
    customer_language_choice = fields.Selection(
        [
            ("always", "Always"),
            ("until_transaction", "Until the first transaction"),
            ("never", "Never"),
        ],
        string="Customers Change Their Own Language",
        default="always",
        prefetch="customer_onboarding",
        required=True,
        help="Choose until when customers may change their language in the portal. "
        "Always: even when it is locked for staff. Until the first transaction: the "
        "padlock on the customer's form can open or close it earlier.",
    )
