from odoo import fields, models


class CustomerGroup(models.Model):
    """A group customers are sorted into, to report on and to start them from."""

    _name = "customer.group"
    _description = "Customer Group"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)
    partner_ids = fields.Many2many(
        "res.partner",
        "customer_group_partner_rel",
        "group_id",
        "partner_id",
        string="Customers in Group",
    )
    sale_currency_id = fields.Many2one(
        "res.currency",
        string="Currency of New Customers",
        help="Customers created in this group start with this currency. Existing "
        "customers keep theirs.",
    )
    partner_count = fields.Integer("Customers", compute="_compute_partner_count")

    _name_unique = models.UniqueIndex(
        "((name ->> 'en_US'))",
        "Another customer group has this name: choose a different one.",
    )

    def _compute_partner_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("customer_group_ids", "in", self.ids)],
                ["customer_group_ids"],
                ["__count"],
            )
        )
        for group in self:
            group.partner_count = counts.get(group, 0)

    def action_view_customers(self):
        """Open the customers of this group.

        :raise AccessError: the user is not staff
        """
        self._check_staff()
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_onboarding.res_partner_customer_action"
        )
        return action | {
            "domain": [("customer_group_ids", "in", self.ids)],
            "context": {
                "default_customer_group_ids": self.ids,
                "new_customer_form": True,
            },
        }
