from odoo import api, fields, models


class ResPartner(models.Model):
    """The groups of a customer, for reports and for the defaults of new customers."""

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

    @api.model
    def _get_groups_of_vals(self, vals):
        """The groups that a new customer is created in.

        :param dict vals: values for ``create``
        :rtype: customer.group
        """
        field = self._fields["customer_group_ids"]
        value = vals.get(field.name, self.env.context.get(f"default_{field.name}"))
        ids = field.convert_to_cache(value or (), self.browse(), validate=False)
        return self.env["customer.group"].browse(ids)
