from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

MEASURES = (
    "amount_share",
    "amount_invoiced",
    "paid_share",
    "overdue_share",
    "invoice_count",
    "customer_count",
)


class CustomerGroupValuePrint(models.TransientModel):
    """The value of the customer groups in a period, on paper.

    Printed with the rights of the user and in the user's language. Amounts are those
    of ``customer.group.report``: in the currency of the current company, over the
    companies the user has selected.
    """

    _name = "customer.group.value.print"
    _description = "Print Group Value"

    date_from = fields.Date(
        "From", required=True, default=lambda self: self._get_first_of_year()
    )
    date_to = fields.Date(
        "To", required=True, default=lambda self: fields.Date.context_today(self)
    )
    top_customers = fields.Integer(
        "Best Customers of Each Group",
        required=True,
        default=5,
        help="Number of customers that are named below each group. 0 names none.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")

    @api.model
    def _get_first_of_year(self):
        return fields.Date.context_today(self).replace(month=1, day=1)

    @api.constrains("date_from", "date_to")
    def _check_period(self):
        for sheet in self:
            if sheet.date_from > sheet.date_to:
                raise UserError(
                    self.env._(
                        "The period begins on %(start)s and ends before that, on "
                        "%(end)s. Exchange the two dates.",
                        start=format_date(self.env, sheet.date_from),
                        end=format_date(self.env, sheet.date_to),
                    )
                )

    @api.depends_context("company")
    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    def action_print(self):
        """Print the sheet.

        :return: the action that downloads the PDF
        :rtype: dict
        :raise AccessError: the user may not read the report on groups
        """
        self.ensure_one()
        self.check_access("read")
        report = self.env.ref("customer_onboarding.customer_group_value_print_report")
        # the layout of letters does not count here, nobody need be asked for it
        return report.report_action(self, config=False)

    def _get_domain(self):
        """Hook: the rows of ``customer.group.report`` that are printed.

        :rtype: Domain
        """
        return Domain("invoice_date", ">=", self.date_from) & Domain(
            "invoice_date", "<=", self.date_to
        )

    def _get_ranking(self):
        """The groups, the most valuable first; customers without a group come last.

        :return: dictionaries with ``group`` (empty for none), its ``MEASURES``,
            ``part`` (of the total, 0 to 1), ``bar`` (of the longest bar, 0 to 100) and
            ``customers``: pairs of a customer and its share
        :rtype: list[dict]
        """
        self.ensure_one()
        report = self.env["customer.group.report"]
        rows = report._read_group(
            self._get_domain(),
            ["customer_group_id"],
            [f"{measure}:sum" for measure in MEASURES],
            order="amount_share:sum desc",
        )
        total = sum(row[1] for row in rows)
        longest = max((row[1] for row in rows), default=0)
        best = self._get_best_customers()
        ranking = [
            {"group": group}
            | dict(zip(MEASURES, values, strict=True))
            | {
                "part": values[0] / total if total > 0 else 0,
                "bar": max(values[0], 0) / longest * 100 if longest > 0 else 0,
                "customers": best.get(group, []),
            }
            for group, *values in rows
        ]
        return sorted(ranking, key=lambda row: not row["group"])

    def _get_totals(self):
        """The measures over all groups, each document and customer counted once.

        :rtype: dict
        """
        report = self.env["customer.group.report"]
        [values] = report._read_group(
            self._get_domain(), [], [f"{measure}:sum" for measure in MEASURES]
        )
        return dict(zip(MEASURES, values, strict=True))

    def _get_best_customers(self):
        """The best customers of each group.

        :return: ``{group: [(customer, share)]}``, without tax
        :rtype: dict
        """
        best = {}
        if self.top_customers > 0:
            for group, customer, amount in self.env[
                "customer.group.report"
            ]._read_group(
                self._get_domain(),
                ["customer_group_id", "partner_id"],
                ["amount_share:sum"],
                order="amount_share:sum desc",
            ):
                named = best.setdefault(group, [])
                if len(named) < self.top_customers:
                    named.append((customer, amount))
        return best
