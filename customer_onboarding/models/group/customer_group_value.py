from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, date_utils

# who may read the report that the figures come from
READERS = (
    "sales_team.group_sale_salesman,account.group_account_invoice,"
    "account.group_account_readonly"
)


class CustomerGroup(models.Model):
    """The figures of a group, where people look at it: those of the report on groups.

    Read with the rights of the user, so that salespeople see what their own invoices
    come to. Amounts are shares, without tax unless they say so, in the currency of the
    current company, over the companies that the user has selected. The year is that of
    the user's today.
    """

    _inherit = "customer.group"

    value_currency_id = fields.Many2one(
        "res.currency", compute="_compute_value_currency_id"
    )
    invoiced_this_year = fields.Monetary(
        compute="_compute_value",
        currency_field="value_currency_id",
        groups=READERS,
        help="Invoices minus credit notes since January 1, without tax. A customer in "
        "several groups is split evenly between them.",
    )
    invoiced_part = fields.Float(
        "Part of Total",
        compute="_compute_value",
        groups=READERS,
        help="Part of what all customers were invoiced this year, from 0 to 1.",
    )
    invoiced_trend = fields.Float(
        "Change on Last Year",
        compute="_compute_value",
        groups=READERS,
        help="Invoiced this year, against the same days of last year: 0.1 is a tenth "
        "more. 0 if there was nothing last year.",
    )
    overdue_amount = fields.Monetary(
        "Overdue, Tax Incl.",
        compute="_compute_value",
        currency_field="value_currency_id",
        groups=READERS,
        help="Unpaid part of invoices whose due date has passed, with tax.",
    )

    @api.depends_context("company")
    def _compute_value_currency_id(self):
        self.value_currency_id = self.env.company.currency_id

    @api.depends_context("uid", "allowed_company_ids", "tz")
    def _compute_value(self):
        """Read the report four times, for however many groups."""
        this_year, last_year = self._get_year_domains()
        now = self._read_value("amount_share:sum", this_year)
        before = self._read_value("amount_share:sum", last_year)
        overdue = self._read_value("overdue_share:sum", Domain.TRUE)
        report = self.env["customer.group.report"]
        [(total,)] = report._read_group(this_year, [], ["amount_share:sum"])
        for group in self:
            invoiced, last = now.get(group.id, 0), before.get(group.id, 0)
            group.invoiced_this_year = invoiced
            group.invoiced_part = invoiced / total if total and total > 0 else 0
            group.invoiced_trend = self._get_trend(invoiced, last)
            group.overdue_amount = overdue.get(group.id, 0)

    @api.model
    def _get_year_domains(self):
        """Rows of the report of this year until today, and of the same days last year.

        :rtype: tuple[Domain, Domain]
        """
        today = fields.Date.context_today(self)
        start = today.replace(month=1, day=1)
        year = date_utils.relativedelta(years=1)
        return (
            self._get_period_domain(start, today),
            self._get_period_domain(start - year, today - year),
        )

    @api.model
    def _get_trend(self, now, before):
        """How much more was invoiced than before: 0.1 is a tenth more.

        :param float now: amount of this year
        :param float before: amount of the same days last year
        :return: 0 if there was nothing before
        :rtype: float
        """
        return now / before - 1 if before > 0 else 0

    @api.model
    def _get_period_domain(self, start, end):
        """Rows of the report that were invoiced in a period, both days included.

        :rtype: Domain
        """
        return Domain("invoice_date", ">=", start) & Domain("invoice_date", "<=", end)

    def _read_value(self, measure, domain):
        """A measure of the report, for each of these groups.

        :param str measure: such as ``amount_share:sum``
        :param Domain domain: rows of ``customer.group.report``
        :return: ``{id of the group: amount}``
        :rtype: dict[int, float]
        """
        rows = self.env["customer.group.report"]._read_group(
            Domain("customer_group_id", "in", self._origin.ids) & domain,
            ["customer_group_id"],
            [measure],
        )
        return {group.id: amount or 0 for group, amount in rows}

    def _read_places(self, partner):
        """The place of a customer among the customers of each of these groups.

        The database ranks them: a group may have very many customers. Without any
        group, the customers that are in none are ranked.

        :param res.partner partner: the customer
        :return: ``{id of the group or None: (place from 1, number of customers invoiced
            this year, share of this customer, share of all of them)}``, without groups
            where this customer was not invoiced
        :rtype: dict
        """
        report = self.env["customer.group.report"]
        this_year, __ = self._get_year_domains()
        query = report._search(
            Domain("customer_group_id", "in", self.ids or [False]) & this_year
        )
        group, customer, amount = (
            report._field_to_sql(report._table, name, query)
            for name in ("customer_group_id", "partner_id", "amount_share")
        )
        query.groupby = SQL("%s, %s", group, customer)
        ranked = query.select(
            SQL("%s AS group_id", group),
            SQL("%s AS partner_id", customer),
            SQL("RANK() OVER (in_group ORDER BY SUM(%s) DESC) AS place", amount),
            SQL("COUNT(*) OVER in_group AS customers"),
            SQL("SUM(%s) AS own", amount),
            SQL("SUM(SUM(%s)) OVER in_group AS total", amount),
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT group_id, place, customers, own, total "
                "FROM (%s WINDOW in_group AS (PARTITION BY %s)) ranked "
                "WHERE partner_id = %s",
                *(ranked, group, partner.id),
            )
        )
        return {group_id: values for group_id, *values in rows}

    def action_view_value(self):
        """Open what this group was invoiced, month by month.

        :rtype: dict
        :raise AccessError: the user may not read the report
        """
        self.ensure_one()
        self.env["customer.group.report"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_onboarding.customer_group_report_action_months"
        )
        return action | {
            "domain": [("customer_group_id", "=", self.id)],
            "context": {},
        }
