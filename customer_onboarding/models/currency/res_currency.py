from odoo import models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL


class ResCurrency(models.Model):
    """A currency that was chosen for customers stays active."""

    _inherit = "res.currency"

    def write(self, vals):
        """Refuse to archive a currency that new documents would go on to be in.

        :raise UserError: customers, groups or companies have chosen it
        """
        if "active" in vals and not vals["active"]:
            # first, because the refusal tells how many customers have the currency
            self.check_access("write")
            self._check_not_chosen_for_customers()
        return super().write(vals)

    def _check_active_for_customers(self):
        """Refuse to choose an archived currency for customers.

        Forms offer none; imports and RPC may name one.

        :raise ValidationError: naming the currency and the way out
        """
        for currency in self.filtered(lambda currency: not currency.active):
            raise ValidationError(
                self.env._(
                    "%(currency)s is archived, so it cannot be chosen for customers. "
                    "Choose another currency, or activate %(currency)s in Currencies "
                    "first.",
                    currency=currency.name,
                )
            )

    def _check_not_chosen_for_customers(self):
        """Refuse that a currency chosen for customers is archived.

        :raise UserError: naming the currency, who has it, and the way out
        """
        counts = self._count_customers()
        for currency in self:
            uses = currency._describe_customer_uses(counts.get(currency.id, 0))
            if not uses:
                continue
            raise UserError(
                self.env._(
                    "%(currency)s cannot be archived because it is in use: %(uses)s. "
                    "Choose another currency there first. Customers with documents "
                    "keep their currency, so it must stay active for them.",
                    currency=currency.name,
                    uses="; ".join(uses),
                )
            )

    def _describe_customer_uses(self, customer_count):
        """Where this currency was chosen for customers, for a person.

        :param int customer_count: how many customers have it
        :rtype: list[str]
        """
        self.ensure_one()
        groups_sudo = (
            self.env["customer.group"]
            .sudo()
            .with_context(active_test=False)
            .search([("sale_currency_id", "=", self.id)])
        )
        companies_sudo = (
            self.env["res.company"]
            ._get_all_sudo()
            .filtered(lambda company: company.customer_currency_id == self)
        )
        uses = []
        if customer_count:
            uses.append(
                self.env._("customers (archived ones included): %s", customer_count)
            )
        if groups_sudo:
            names = ", ".join(groups_sudo.mapped("name"))
            uses.append(self.env._("customer groups: %s", names))
        if companies_sudo:
            names = ", ".join(companies_sudo.mapped("name"))
            uses.append(self.env._("new customers of: %s", names))
        return uses

    def _count_customers(self):
        """How many customers have these currencies, in any company.

        :return: ``{id of the currency: number of customers}``
        :rtype: dict[int, int]
        """
        if not self.ids:
            return {}
        # sudo: a customer the user may not see has the currency all the same
        partners_sudo = self.env["res.partner"].sudo()
        partners_sudo.flush_model(["property_sale_currency_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT chosen.currency::int, count(DISTINCT partner.id) "
                "FROM res_partner AS partner CROSS JOIN LATERAL jsonb_each_text("
                "partner.property_sale_currency_id) AS chosen(company, currency) "
                "WHERE partner.id = partner.%(customer)s "
                "AND chosen.currency = ANY(%(ids)s) GROUP BY chosen.currency",
                customer=partners_sudo._contact_column("commercial_partner_id"),
                ids=[str(id_) for id_ in self.ids],
            )
        )
        return dict(rows)
