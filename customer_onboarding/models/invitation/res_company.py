from odoo import fields, models


class ResCompany(models.Model):
    """What the boxes of a new customer are ticked with."""

    _inherit = "res.company"

    customer_grant_access_default = fields.Boolean(
        "Grant Portal Access to New Customers",
        help="The box Grant portal access is ticked by default on the form of a new "
        "customer.",
    )
    customer_send_welcome_default = fields.Boolean(
        "Send Welcome Mail to New Customers",
        help="The box Send welcome mail is ticked by default on the form of a new "
        "customer.",
    )
