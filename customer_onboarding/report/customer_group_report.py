from odoo import fields, models
from odoo.tools import SQL

from ..models.group.customer_group import NO_GROUP


class CustomerGroupReport(models.Model):
    """Group value: what the customers of each group were invoiced, and what they paid.

    One row a posted customer invoice, receipt or credit note and a group of its
    customer (the commercial partner), and one row without a group for customers that
    are in none, so that the rows of all groups add up to Odoo's own invoice report.
    Archived groups are left out: their customers count in the groups they still have.

    The amounts of the companies the user has selected are converted to the current
    company's currency at today's rate, as Odoo's invoice report does: amounts in
    different currencies have no sum. A customer in several groups counts in each with
    its full amount; the shares split it evenly, so that their totals are true.
    """

    _name = "customer.group.report"
    _description = "Customer Group Value"
    _auto = False
    _order = "amount_share desc, id"
    _rec_name = "customer_group_id"

    customer_group_id = fields.Many2one(
        "customer.group", readonly=True, falsy_value_label=NO_GROUP
    )
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    country_id = fields.Many2one("res.country", "Customer Country", readonly=True)
    move_id = fields.Many2one("account.move", "Document", readonly=True)
    invoice_user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    invoice_date = fields.Date(readonly=True)
    weight = fields.Float(
        "Part of the Customer",
        readonly=True,
        aggregator=None,
        help="1 divided by the number of groups of the customer.",
    )
    invoice_count = fields.Integer(
        "Invoices",
        readonly=True,
        help="Each invoice counts once, even if its customer is in several groups. "
        "Credit notes are not counted.",
    )
    customer_count = fields.Integer(
        "Customers",
        readonly=True,
        help="Customers that were invoiced. Each counts once, even in several groups.",
    )
    amount_share = fields.Monetary(
        "Invoiced (Share)",
        readonly=True,
        aggregator="sum",
        help="Invoices minus credit notes, without tax. A customer in several groups "
        "is split evenly between them, so the groups add up to the amount invoiced.",
    )
    amount_invoiced = fields.Monetary(
        "Invoiced (Full)",
        readonly=True,
        aggregator="sum",
        help="Invoices minus credit notes, without tax. A customer in several groups "
        "counts fully in each. Use it to compare groups; do not add the groups up.",
    )
    amount_average = fields.Monetary(
        "Average Invoice",
        readonly=True,
        aggregator="avg",
        help="Average amount of an invoice, without tax. Credit notes are left out.",
    )
    credit_share = fields.Monetary(
        "Credit Notes (Share)",
        readonly=True,
        aggregator="sum",
        help="Credit notes without tax. A customer in several groups is split evenly "
        "between them.",
    )
    paid_share = fields.Monetary(
        "Paid, Tax Incl. (Share)",
        readonly=True,
        aggregator="sum",
        help="The part of the documents that is paid, with tax. Credit notes count "
        "as negative. A customer in several groups is split evenly between them.",
    )
    overdue_share = fields.Monetary(
        "Overdue, Tax Incl. (Share)",
        readonly=True,
        aggregator="sum",
        help="Unpaid part of invoices whose due date has passed, with tax. A customer "
        "in several groups is split evenly between them.",
    )

    _depends = {
        "account.move": [
            "amount_residual_signed",
            "amount_total_signed",
            "amount_untaxed_signed",
            "commercial_partner_id",
            "company_id",
            "invoice_date",
            "invoice_date_due",
            "invoice_user_id",
            "move_type",
            "state",
        ],
        "customer.group": ["active", "name", "sequence"],
        "res.currency.rate": ["company_id", "currency_id", "name", "rate"],
        "res.partner": ["country_id", "customer_group_ids"],
    }

    @property
    def _table_query(self):
        """The query that is read in place of a table.

        :rtype: SQL
        """
        return SQL("%s %s %s", self._select(), self._from(), self._where())

    def _select(self):
        """Hook: the columns of the report, the SELECT of its query.

        The ids stay as small as they can, because XML-RPC knows none above 2^31.
        Amounts are in the currency of the current company. They are multiplied as
        floats, which takes half as long as with PostgreSQL's numeric.

        :rtype: SQL
        """
        weight = SQL("COALESCE(membership.weight, 1)")
        rate = SQL("account_currency_table.rate::float8")
        refund = SQL("move.move_type = 'out_refund'")
        return SQL(
            """
            SELECT COALESCE(membership.group_id, 0) + move.id::bigint
                       * (SELECT COALESCE(MAX(id), 0) + 1 FROM customer_group) AS id,
                   membership.group_id AS customer_group_id,
                   move.commercial_partner_id AS partner_id,
                   customer.country_id,
                   move.id AS move_id,
                   move.invoice_user_id,
                   move.company_id,
                   %(currency_id)s AS currency_id,
                   move.invoice_date,
                   %(weight)s AS weight,
                   CASE WHEN %(refund)s THEN 0 ELSE 1 END AS invoice_count,
                   1 AS customer_count,
                   move.amount_untaxed_signed::float8 * %(rate)s * %(weight)s
                       AS amount_share,
                   move.amount_untaxed_signed::float8 * %(rate)s AS amount_invoiced,
                   CASE WHEN %(refund)s THEN NULL
                        ELSE move.amount_untaxed_signed::float8 * %(rate)s
                    END AS amount_average,
                   CASE WHEN %(refund)s
                        THEN -move.amount_untaxed_signed::float8 * %(rate)s * %(weight)s
                        ELSE 0
                    END AS credit_share,
                   (move.amount_total_signed - move.amount_residual_signed)::float8
                       * %(rate)s * %(weight)s AS paid_share,
                   CASE WHEN NOT (%(refund)s) AND move.invoice_date_due < %(today)s
                        THEN move.amount_residual_signed::float8 * %(rate)s * %(weight)s
                        ELSE 0
                    END AS overdue_share
            """,
            currency_id=self.env.company.currency_id.id,
            rate=rate,
            refund=refund,
            today=fields.Date.context_today(self),
            weight=weight,
        )

    def _from(self):
        """Hook: invoices and the groups of their customers, the FROM of the query.

        The weight is divided once a customer: once a row costs twice as much. It is
        joined, because PostgreSQL runs a window function in one process: it could not
        read the invoices on several cores.

        :rtype: SQL
        """
        return SQL(
            """
            FROM account_move move
            JOIN %(currency_table)s
              ON account_currency_table.company_id = move.company_id
            LEFT JOIN res_partner customer
              ON customer.id = move.commercial_partner_id
            LEFT JOIN (
                SELECT link.partner_id, link.group_id, part.weight
                  FROM (%(memberships)s) link
                  JOIN (
                    SELECT partner_id, 1::float8 / count(*) AS weight
                      FROM (%(memberships)s) link
                     GROUP BY partner_id
                  ) part ON part.partner_id = link.partner_id
            ) membership ON membership.partner_id = move.commercial_partner_id
            """,
            currency_table=self.env["res.currency"]._get_simple_currency_table(
                self.env.companies
            ),
            memberships=SQL(
                """
                SELECT link.partner_id, link.group_id
                  FROM customer_group_partner_rel link
                  JOIN customer_group
                    ON customer_group.id = link.group_id AND customer_group.active
                """
            ),
        )

    def _where(self):
        """Hook: which invoices count, the WHERE of the query.

        :rtype: SQL
        """
        return SQL(
            """
            WHERE move.state = 'posted'
              AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
            """
        )

    def _read_group_select(self, aggregate_spec, query):
        """Count each invoice and customer once, and weigh the average by them.

        A row is an invoice in a group: three groups of a customer are three rows.
        """

        def column(name):
            return self._field_to_sql(self._table, name, query)

        if aggregate_spec == "invoice_count:sum":
            return SQL(
                "COUNT(DISTINCT CASE WHEN %s = 1 THEN %s END)",
                column("invoice_count"),
                column("move_id"),
            )
        if aggregate_spec == "customer_count:sum":
            return SQL("COUNT(DISTINCT %s)", column("partner_id"))
        if aggregate_spec == "amount_average:avg":
            return SQL(
                "SUM(%(amount)s * %(weight)s) / NULLIF(SUM(%(count)s * %(weight)s), 0)",
                amount=column("amount_average"),
                count=column("invoice_count"),
                weight=column("weight"),
            )
        return super()._read_group_select(aggregate_spec, query)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Sort groups by their place in their own list.

        Odoo would join the groups and group all rows by name and sequence, too, which
        takes longer than the rest of the report. The list is read once a query, as
        superuser: it decides an order, and shows nothing.
        """
        if field_name != "customer_group_id":
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        groups = self.env["customer.group"].sudo().with_context(active_test=False)
        return SQL(
            "array_position(ARRAY(%s), %s) %s %s",
            groups._search([], order=groups._order).select(),
            self._field_to_sql(alias, field_name, query),
            direction,
            nulls,
        )

    def action_open_document(self):
        """Open the invoice or credit note of this row.

        :rtype: dict
        :raise AccessError: the user may not read this report
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "views": [(False, "form")],
        }
