from odoo import api, models
from odoo.tools import SQL

INVOICE_MONTHS = "account_move_invoice_month"  # PostgreSQL's statistics, see `init`
STATISTICS_OF_EXPRESSIONS = 140000  # the first version of PostgreSQL that has them


class AccountMove(models.Model):
    """Invoices, as the report on customer groups reads them."""

    _inherit = "account.move"

    # the report reads all posted invoices: it finds their amounts in the index, which
    # is a tenth of the table
    _customer_group_report_idx = models.Index(
        "(commercial_partner_id, invoice_date)"
        " INCLUDE (amount_untaxed_signed, company_id, move_type)"
        " WHERE state = 'posted'"
        " AND move_type IN ('out_invoice', 'out_refund', 'out_receipt')"
    )

    @api.private
    def init(self):
        """Have PostgreSQL count the months of invoices when it analyzes the table.

        Without that, the report by group and month takes half as long again: PostgreSQL
        expects a row for each day, too many rows to use several cores.
        """
        cr = self.env.cr
        if cr._cnx.server_version >= STATISTICS_OF_EXPRESSIONS:
            cr.execute(
                SQL(
                    "CREATE STATISTICS IF NOT EXISTS %s"
                    " ON (date_trunc('month', invoice_date::timestamp)::date)"
                    " FROM account_move",
                    SQL.identifier(INVOICE_MONTHS),
                )
            )
        return super().init()
