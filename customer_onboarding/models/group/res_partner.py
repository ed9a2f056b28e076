from odoo import fields, models


class ResPartner(models.Model):
    """Customer groups: what customers are sorted into, for reports."""

    _inherit = "res.partner"

    customer_group_ids = fields.Many2many(
        "customer.group",
        "customer_group_partner_rel",
        "partner_id",
        "group_id",
        string="Customer Groups",
        tracking=True,
        groups="base.group_user",
        help="A customer may be in several groups; it counts in each of them. "
        "Contacts are in the groups of their customer.",
    )
