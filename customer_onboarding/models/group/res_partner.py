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
        help="A customer can be in several groups and counts in each of them. "
        "Contacts belong to the groups of their customer.",
    )

    @api.model
    def _start_groups(self, vals_list):
        """Step: keep the context's groups from the contacts of a new customer.

        They are created with the context of the list the customer was opened from,
        which names the group that is shown there.
        """
        if "default_customer_group_ids" in self.env.context:
            for vals in vals_list:
                if self._is_contact_vals(vals):
                    vals.setdefault("customer_group_ids", False)

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
