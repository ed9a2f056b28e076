from odoo import fields, models
from odoo.tools import SQL


class CustomerGroupReport(models.Model):
    """Group value: what the customers of each group were invoiced.

    Posted customer invoices and credit notes without tax, counted for the customer
    (the commercial partner). The amounts of the companies the user has selected are
    converted to the current company's currency at today's rate, as Odoo's invoice
    report does: amounts in different currencies have no sum. A customer in several
    groups counts in each with its full amount; ``amount_share`` splits the amount
    evenly between its groups, so that its total over groups is true.
    """

    _name = "customer.group.report"
    _description = "Customer Group Value"
    _auto = False
    _order = "amount_invoiced desc"
    _rec_name = "customer_group_id"

    customer_group_id = fields.Many2one("customer.group", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    invoice_date = fields.Date(readonly=True)
    invoice_count = fields.Integer("Invoices", readonly=True)
    amount_invoiced = fields.Monetary(
        "Invoiced (Full)",
        readonly=True,
        aggregator="sum",
        help="Without tax. A customer in several groups counts fully in each group. "
        "Use it to compare groups; do not add the groups up.",
    )
    amount_share = fields.Monetary(
        "Invoiced (Share)",
        readonly=True,
        aggregator="sum",
        help="Without tax. A customer in several groups is split evenly between them, "
        "so the total of all groups is the amount invoiced.",
    )

    _depends = {
        "account.move": [
            "amount_untaxed_signed",
            "commercial_partner_id",
            "company_id",
            "invoice_date",
            "move_type",
            "state",
        ],
        "res.currency.rate": ["company_id", "currency_id", "name", "rate"],
        "res.partner": ["customer_group_ids"],
    }

    @property
    def _table_query(self):
        """The query that is read in place of a table.

        :rtype: SQL
        """
        return SQL("%s %s %s", self._select(), self._from(), self._where())

    def _select(self):
        """Hook: the columns of the report, the SELECT of its query.

        :rtype: SQL
        """
        return SQL(
            """
            SELECT move.id::bigint * 1000000 + link.group_id AS id,
                   link.group_id AS customer_group_id,
                   move.commercial_partner_id AS partner_id,
                   move.company_id,
                   %(currency_id)s AS currency_id,
                   move.invoice_date,
                   CASE WHEN move.move_type = 'out_refund' THEN 0 ELSE 1 END
                       AS invoice_count,
                   move.amount_untaxed_signed * account_currency_table.rate
                       AS amount_invoiced,
                   move.amount_untaxed_signed * account_currency_table.rate
                       / membership.groups AS amount_share
            """,
            currency_id=self.env.company.currency_id.id,
        )

    def _from(self):
        """Hook: invoices and the groups of their customers, the FROM of the query.

        :rtype: SQL
        """
        return SQL(
            """
            FROM account_move move
            JOIN %(currency_table)s
              ON account_currency_table.company_id = move.company_id
            JOIN customer_group_partner_rel link
              ON link.partner_id = move.commercial_partner_id
            JOIN (
                SELECT partner_id, count(*) AS groups
                  FROM customer_group_partner_rel
              GROUP BY partner_id
            ) membership ON membership.partner_id = move.commercial_partner_id
            """,
            currency_table=self.env["res.currency"]._get_simple_currency_table(
                self.env.companies
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
