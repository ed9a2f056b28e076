from odoo import api, fields, models


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

    @api.model_create_multi
    def create(self, vals_list):
        """Start customers in the groups of the context, and not their contacts.

        A new customer's contacts and addresses are created with the context of the
        list it was opened from, which names the group that is shown there.
        """
        if not self.env.context.get("default_customer_group_ids"):
            return super().create(vals_list)
        return super().create(
            [
                {"customer_group_ids": False} | vals if vals.get("parent_id") else vals
                for vals in vals_list
            ]
        )
