from odoo import api, fields, models
from odoo.tools import SQL


class CustomerCurrencyLock(models.Model):
    """The row in which new documents and a change of the currency meet.

    One row for each customer and company, touched by nothing else. Odoo's
    transactions see the database as it was when they began (REPEATABLE READ), so
    that neither side sees what the other is about to commit:

    - Who creates a document locks the row ``FOR SHARE``. Others create theirs at the
      same time. An update of the row has to wait. If the row was updated since the
      transaction began, PostgreSQL fails the creation, and Odoo tries it again.
    - Who changes the currency, or makes an existing document count, updates the row.
      ``FOR UPDATE`` alone would not do, because whoever waits for it goes on with an
      old view of the database.

    The lock is not a row of ``res.partner``, because posting an invoice updates the
    customer's rank there: invoices posted at once would fail one another.
    """

    _name = "customer.currency.lock"
    _description = "Customer Currency Lock"
    _log_access = False

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", required=True, ondelete="cascade", index=True
    )
    changes = fields.Integer(
        help="Number of changes of currency since the row was created."
    )

    _partner_company_unique = models.Constraint(
        "UNIQUE(partner_id, company_id)",
        "A customer has one currency lock in each company.",
    )

    @api.model
    def _lock_for_share(self, keys):
        """Lock the rows ``FOR SHARE``: documents are created, no currency may change.

        :param set keys: pairs of a customer's and a company's id
        :raise psycopg2.errors.SerializationFailure: the currency changed since this
            transaction began; Odoo tries again
        """
        if not keys:
            return
        existing = self.env.execute_query(
            SQL(
                "SELECT partner_id, company_id FROM %s "
                "WHERE (partner_id, company_id) IN %s ORDER BY id FOR SHARE",
                SQL.identifier(self._table),
                tuple(keys),
            )
        )
        if missing := sorted(keys - set(existing)):
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %s (partner_id, company_id, changes) VALUES %s "
                    "ON CONFLICT (partner_id, company_id) DO NOTHING",
                    SQL.identifier(self._table),
                    SQL(", ").join(SQL("(%s, %s, 0)", *key) for key in missing),
                )
            )

    @api.model
    def _lock_by_update(self, keys):
        """Update the rows: the currency, or the documents that count, change now.

        :param set keys: pairs of a customer's and a company's id
        :return: the keys whose row existed before
        :rtype: set
        :raise psycopg2.errors.SerializationFailure: somebody else created the first
            document or updated the row since this transaction began; Odoo tries again
        """
        if not keys:
            return set()
        rows = self.env.execute_query(
            SQL(
                "INSERT INTO %(table)s (partner_id, company_id, changes) "
                "VALUES %(keys)s ON CONFLICT (partner_id, company_id) "
                "DO UPDATE SET changes = %(table)s.changes + 1 "
                "RETURNING partner_id, company_id, changes",
                table=SQL.identifier(self._table),
                keys=SQL(", ").join(SQL("(%s, %s, 0)", *key) for key in sorted(keys)),
            )
        )
        return {(partner, company) for partner, company, changes in rows if changes}
