from odoo import api, fields, models


class ResPartner(models.Model):
    """The form of a customer whose groups are changed: an offer of what they say.

    Nothing of the customer but its groups changes by itself. What its groups say is
    given to it by the dialog that mass changes use, with a preview.
    """

    _inherit = "res.partner"

    # of the form only, while its groups are being changed
    customer_group_change_count = fields.Integer(
        "Values the Groups Would Change", store=False, groups="base.group_user"
    )

    @api.onchange("customer_group_ids")
    def _onchange_customer_group_change_count(self):
        """Count the values that the groups on the form say and the customer lacks."""
        customer = self._origin
        if not customer or customer != customer.commercial_partner_id:
            return
        before, after = customer.customer_group_ids, self.customer_group_ids._origin
        count = 0
        if after != before:
            dialog = self.env["customer.group.assign"].new(
                {
                    "partner_ids": customer.ids,
                    "add_group_ids": (after - before).ids,
                    "remove_group_ids": (before - after).ids,
                }
            )
            changes, __ = dialog._get_profile_changes()
            count = len(changes.get(customer, {}))
        self.customer_group_change_count = count

    def action_compare_customer_groups(self):
        """Offer this customer what new ones of its groups start with.

        :return: the dialog, with what would change
        :rtype: dict
        :raise AccessError: the user may not change contacts
        """
        return self.env["customer.group.assign"]._open_with_profile(self)
