from odoo import fields, models


class ResCompany(models.Model):
    """What customers may change of themselves in the portal."""

    _inherit = "res.company"

    customer_edits_name = fields.Boolean(
        "Customers Change: Name", default=True, prefetch="customer_onboarding"
    )
    customer_edits_email = fields.Boolean(
        "Customers Change: Email", default=True, prefetch="customer_onboarding"
    )
    customer_edits_phone = fields.Boolean(
        "Customers Change: Phone", default=True, prefetch="customer_onboarding"
    )
    customer_edits_address = fields.Boolean(
        "Customers Change: Address", default=True, prefetch="customer_onboarding"
    )
    customer_edits_vat = fields.Boolean(
        "Customers Change: Tax ID", default=True, prefetch="customer_onboarding"
    )
