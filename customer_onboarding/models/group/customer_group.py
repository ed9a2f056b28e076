from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.tools.translate import _lt

# what lists, charts and prints call customers that are in none
NO_GROUP = _lt("No group")


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
        help="New customers of this group start with this currency. Existing "
        "customers keep theirs.",
    )
    welcome_template_id = fields.Many2one(
        "mail.template",
        string="Welcome Mail",
        domain="[('model', '=', 'customer.invitation')]",
        ondelete="set null",
        help="Email template that welcomes the customers of this group. Empty: the "
        "one in Settings.",
    )
    partner_count = fields.Integer("Customers", compute="_compute_partner_count")

    # an archived group does not keep its name
    _name_unique = models.UniqueIndex(
        "((name ->> 'en_US')) WHERE active",
        "Another customer group has this name. Choose a different one.",
    )

    @api.constrains("sale_currency_id")
    def _check_currency_is_active(self):
        self.sale_currency_id._check_active_for_customers()

    @api.depends(
        "partner_ids.active", "partner_ids.is_company", "partner_ids.parent_id"
    )
    def _compute_partner_count(self):
        """Count the customers of each group."""
        counts = dict(
            self.env["res.partner"]._read_group(
                self._get_customer_domain(),
                ["customer_group_ids"],
                ["__count"],
            )
        )
        for group in self:
            group.partner_count = counts.get(group, 0)

    def _get_customer_domain(self):
        """The customers in these groups, without contacts that were put into one.

        A contact is in the groups of its customer; it is no customer more.

        :rtype: Domain
        """
        is_customer = Domain("parent_id", "=", False) | Domain("is_company", "=", True)
        return Domain("customer_group_ids", "in", self.ids) & is_customer

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
            "domain": list(self._get_customer_domain()),
            "context": {
                "default_customer_group_ids": self.ids,
                "new_customer_form": True,
            },
        }

    def action_apply_profile(self):
        """Offer the customers of this group what new ones start with.

        :return: the dialog, with what would change
        :rtype: dict
        :raise AccessError: the user may not change contacts
        """
        self.ensure_one()
        customers = self.env["res.partner"].search(self._get_customer_domain())
        return self.env["customer.group.assign"]._open_with_profile(customers)

    def action_set_permissions(self):
        """Offer to set the portal permissions of the customers of this group.

        :return: the dialog
        :rtype: dict
        :raise AccessError: the user may not change contacts
        """
        self.ensure_one()
        customers = self.env["res.partner"].search(self._get_customer_domain())
        dialog = self.env["customer.permission.assign"].create(
            {"partner_ids": [Command.set(customers.ids)]}
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_onboarding.customer_permission_assign_action"
        )
        return action | {"res_id": dialog.id}
