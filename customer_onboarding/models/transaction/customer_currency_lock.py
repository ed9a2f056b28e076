from odoo import api, fields, models
from odoo.tools import SQL


class CustomerCurrencyLock(models.Model):
    """Where creating documents and changing the currency of a customer meet.

    One row for each customer and company, touched by nothing else. Odoo's
    transactions see the database as it was when they began (REPEATABLE READ), so
    that neither side sees what the other is about to commit:

    - who creates a document shares the row. Others create theirs at the same time,
      but PostgreSQL makes whoever wants to seize the row wait, and fails the
      creation, for Odoo to try again, if the row was seized since it began;
    - who changes the currency, or makes a document count that is there already,
      seizes the row by a real change of it. A mere lock would not do: whoever waits
      for it goes on with an old view of the database.

    A row of ``res.partner`` would do the same, but invoices posted at once would
    then fail one another: each of them updates the customer's rank.
    """

    _name = "customer.currency.lock"
    _description = "Customer Currency Lock"
    _log_access = False

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", required=True, ondelete="cascade", index=True
    )
    changes = fields.Integer(
        help="How often the row has been seized since it was created."
    )

    _partner_company_unique = models.Constraint(
        "UNIQUE(partner_id, company_id)",
        "A customer has one currency lock in each company.",
    )

    @api.model
    def _share(self, keys):
        """Say that documents are being created: the currency must not change now.

        :param set keys: pairs of a customer's and a company's id
        :raise psycopg2.errors.SerializationFailure: the currency changed since this
            transaction began; Odoo tries again
        """
        if not keys:
            return
        there = self.env.execute_query(
            SQL(
                "SELECT partner_id, company_id FROM %s "
                "WHERE (partner_id, company_id) IN %s ORDER BY id FOR SHARE",
                SQL.identifier(self._table),
                tuple(keys),
            )
        )
        if missing := sorted(keys - set(there)):
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %s (partner_id, company_id, changes) VALUES %s "
                    "ON CONFLICT (partner_id, company_id) DO NOTHING",
                    SQL.identifier(self._table),
                    SQL(", ").join(SQL("(%s, %s, 0)", *key) for key in missing),
                )
            )

    @api.model
    def _seize(self, keys):
        """Say that the currency, or what is there in it, changes now.

        :param set keys: pairs of a customer's and a company's id
        :return: the keys that somebody had shared or seized before
        :rtype: set
        :raise psycopg2.errors.SerializationFailure: somebody else created the first
            document or seized the row since this transaction began; Odoo tries again
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
