from odoo import api, fields, models

from .customer_group import NO_GROUP


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
        falsy_value_label=NO_GROUP,
        groups="base.group_user",
        help="A customer can be in several groups and counts in each of them. "
        "Contacts belong to the groups of their customer.",
    )

    @api.model
    def _start_groups(self, vals_list):
        """Step: start new customers with what their groups say, and no contact in one.

        Contacts are created with the context of the list their customer was opened
        from, which names the group that is shown there.
        """
        in_context = "default_customer_group_ids" in self.env.context
        grouped = []
        for vals in vals_list:
            if self._is_contact_vals(vals):
                if in_context:
                    vals.setdefault("customer_group_ids", False)
            elif in_context or vals.get("customer_group_ids"):
                grouped.append((vals, self._get_groups_of_vals(vals)))
        together = self.env["customer.group"].union(*(each for __, each in grouped))
        for vals, groups in grouped:
            groups.with_prefetch(together.ids)._add_profile(vals)

    @api.model
    def _get_groups_of_vals(self, vals):
        """The groups that a new customer is created in.

        :param dict vals: values for ``create``
        :rtype: customer.group
        """
        field = self._fields["customer_group_ids"]
        value = vals.get(field.name, self.env.context.get(f"default_{field.name}"))
        if not value:
            return self.env["customer.group"]
        ids = field.convert_to_cache(value, self.browse(), validate=False)
        return self.env["customer.group"].browse(ids)
