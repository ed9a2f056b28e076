from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import SQL, ormcache

from .customer_transaction_mixin import DELETED

# Above this, the form says "more than": counting must not grow with the documents.
COUNT_LIMIT = 1000
CURRENCY = "property_sale_currency_id"


class ResPartner(models.Model):
    """Customer currency: locked by the first transaction.

    The rule stands in ``create`` and ``write``, whoever calls them: forms, lists,
    imports, RPC and other models all end there. It has no exception, not for sudo.
    """

    _inherit = "res.partner"

    sale_currency_lock_reason = fields.Char(
        "Why the Currency Is Locked",
        compute="_compute_sale_currency_lock_reason",
        groups="base.group_user",
        help="Empty as long as the customer currency can be changed.",
    )
    currency_invoice_count = fields.Integer(
        "Invoices That Lock the Currency",
        compute="_compute_currency_transaction_counts",
        groups="base.group_user",
    )
    currency_order_count = fields.Integer(
        "Quotations and Orders That Lock the Currency",
        compute="_compute_currency_transaction_counts",
        groups="base.group_user",
    )
    currency_payment_count = fields.Integer(
        "Payments That Lock the Currency",
        compute="_compute_currency_transaction_counts",
        groups="base.group_user",
    )

    @api.depends("property_sale_currency_id", "commercial_partner_id")
    @api.depends_context("company")
    def _compute_sale_currency_lock_reason(self):
        reasons = self._get_currency_lock_reasons()
        for partner in self:
            partner.sale_currency_lock_reason = reasons.get(
                partner.commercial_partner_id._origin.id, False
            )

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_currency_transaction_counts(self):
        count_fields = {
            "account.move": "currency_invoice_count",
            "sale.order": "currency_order_count",
            "account.payment": "currency_payment_count",
        }
        for partner in self:
            customer = partner.commercial_partner_id._origin
            for model_name, field_name in count_fields.items():
                partner[field_name] = (
                    len(customer._find_transaction_ids(model_name, limit=COUNT_LIMIT))
                    if customer
                    else 0
                )

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        for partner, vals in zip(partners, vals_list, strict=True):
            if vals.get(CURRENCY) and partner != partner.commercial_partner_id:
                partner._write_customer_currency(vals[CURRENCY])
        return partners

    def write(self, vals):
        moving = not vals.keys().isdisjoint({"parent_id", "is_company"})
        if moving and CURRENCY in vals:
            # whose customer's currency it is depends on the rest
            self.write({name: vals[name] for name in vals if name != CURRENCY})
            return self.write({CURRENCY: vals[CURRENCY]})
        if moving:
            before = self._get_currencies_of_contacts()
            result = super().write(vals)
            self._check_currencies_of_contacts(before)
            return result
        if CURRENCY in vals:
            self._check_currency_lock(vals[CURRENCY])
            self._write_customer_currency(vals[CURRENCY])
        return super().write(vals)

    def action_view_currency_transactions(self):
        """Open the documents of one kind that lock the currency of this customer.

        The kind is the context's ``transaction_model``, a model's technical name.
        """
        self.ensure_one()
        model_name = self.env.context.get("transaction_model")
        if model_name not in self._get_transaction_models():
            model_name = "account.move"
        ids = self.commercial_partner_id._find_transaction_ids(
            model_name, limit=COUNT_LIMIT
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Locks the Currency of %s", self.display_name),
            "res_model": model_name,
            "view_mode": "list,form",
            "domain": [("id", "in", ids)],
            "context": {"create": False},
        }

    def _get_currency_lock_reason(self):
        """Why the customer currency cannot be changed in the current company.

        The one place that answers "is this customer's currency locked?"; for more
        than one customer see ``_get_currency_lock_reasons``.

        :return: a sentence naming the customer and a document, or False
        :rtype: str | bool
        """
        self.ensure_one()
        customer = self.commercial_partner_id._origin
        return customer._get_currency_lock_reasons().get(customer.id, False)

    def _get_currency_lock_reasons(self):
        """Why currencies cannot be changed in the current company, in one query.

        :return: ``{id of the customer: sentence}`` for those that are locked
        :rtype: dict[int, str]
        """
        customers = self.commercial_partner_id._origin
        return {
            customer_id: self.browse(customer_id)._prepare_currency_lock_reason(
                document
            )
            for customer_id, document in customers._find_transactions().items()
        }

    def _prepare_currency_lock_reason(self, document):
        """The sentence that everybody reads who tries to change a locked currency.

        :param document: one of the customer's transactions (sudo)
        :rtype: str
        """
        self.ensure_one()
        return self.env._(
            "The currency of %(customer)s can no longer be changed: %(document)s is in "
            "%(currency)s. Cancel or delete the customer's documents first, or create "
            "a second customer for the other currency.",
            customer=self.sudo().display_name,
            document=document.display_name,
            currency=document.currency_id.name,
        )

    @api.model
    def _get_transaction_models(self):
        """Models of the documents that lock a currency, see the mixin.

        :rtype: list[str]
        """
        mixin = "customer.transaction.mixin"
        return [
            name
            for name in self.env.registry.descendants([mixin], "_inherit")
            if not self.env[name]._abstract
        ]

    def _find_transactions(self, column="commercial_partner_id"):
        """One document for each of these partners that has any, in one query.

        Reads an index entry for each contact and kind of document: the cost does not
        depend on the number of documents, neither of these customers nor of others.

        :param str column: ``commercial_partner_id`` for documents of these customers
            and their contacts, ``id`` for those of these very partners
        :return: ``{id of the partner: document (sudo)}``
        :rtype: dict
        """
        if not self.ids:
            return {}
        rows = self.env.execute_query(
            SQL(
                "SELECT partner.id, found.model, found.id "
                "FROM unnest(%s) AS partner(id) CROSS JOIN LATERAL (%s) AS found",
                self.ids,
                self._first_transaction_query(column, self.env.company.id),
            )
        )
        return {
            partner_id: self.env[model_name].sudo().browse(document_id)
            for partner_id, model_name, document_id in rows
        }

    @api.model
    @ormcache("column", "company_id")
    def _first_transaction_query(self, column, company_id):
        """One document of the partner ``partner.id`` of the query around this one.

        Cached, since building it takes longer than the database needs to answer.

        :rtype: SQL
        """
        model = self.with_company(company_id)
        return SQL(
            "%s LIMIT 1",
            SQL(" UNION ALL ").join(
                model._transaction_query(model_name, column, SQL("partner.id"), 1)
                for model_name in self._get_transaction_models()
            ),
        )

    def _find_transaction_ids(self, model_name, limit=None):
        """Ids of this customer's documents of one kind.

        :param str model_name: one of ``_get_transaction_models``
        :param int limit: the most to look for
        :rtype: list[int]
        """
        query = self._customer_transaction_query(model_name, limit)
        return [id_ for __, id_ in self.env.execute_query(query)]

    def _customer_transaction_query(self, model_name, limit=None):
        """As ``_transaction_query``, for this customer and its contacts."""
        self.ensure_one()
        return self._transaction_query(
            model_name, "commercial_partner_id", SQL("%s", self.id), limit
        )

    @api.model
    def _transaction_query(self, model_name, column, partner_id, limit):
        """The documents of one kind, of one partner, in the current company.

        :param SQL partner_id: what the partner's column is equal to
        :return: a query of the model's name and the document's id, in parentheses
        :rtype: SQL
        """
        # what the staff member may not see locks the currency all the same
        model = self.env[model_name].sudo().with_context(active_test=False)
        query = model._search(model._get_customer_transaction_domain())
        table = SQL.identifier(model._table)
        query.add_where(
            SQL(
                "%(document_partner)s = contact.id AND %(company)s = %(company_id)s",
                document_partner=model._field_to_sql(model._table, "partner_id"),
                company=model._field_to_sql(model._table, "company_id"),
                company_id=self.env.company.id,
            )
        )
        return SQL(
            "(SELECT %(model)s AS model, document.id FROM res_partner AS contact "
            "CROSS JOIN LATERAL (SELECT %(table)s.id FROM %(tables)s WHERE %(where)s "
            "%(limit)s) AS document "
            "WHERE contact.%(column)s = %(partner_id)s %(limit)s)",
            model=model_name,
            table=table,
            tables=query.from_clause,
            where=query.where_clause,
            limit=SQL("LIMIT %s", limit) if limit else SQL(),
            column=SQL.identifier(column, to_flush=self._fields[column]),
            partner_id=partner_id,
        )

    def _check_currency_lock(self, currency_id):
        """Refuse a change of currency for customers with transactions.

        :param currency_id: id of the new currency, falsy for the company's
        :raise UserError: a customer has transactions
        :raise ConcurrencyError: one is being created at this moment; Odoo tries again
        """
        new_currency = (
            self.env["res.currency"].browse(currency_id or ())
            or self.env.company.currency_id
        )
        self.commercial_partner_id.filtered(
            lambda customer: customer._get_customer_currency() != new_currency
        )._lock_currency_for_change()

    def _lock_currency_for_change(self):
        """Be the only one to change these customers' currency in this company.

        :raise UserError: a customer has transactions
        :raise ConcurrencyError: one is being created at this moment; Odoo tries again
        """
        company_id = self.env.company.id
        used_before = (
            self.env["customer.currency.lock"]
            .sudo()
            ._seize({(customer.id, company_id) for customer in self})
        )
        if reasons := self._get_currency_lock_reasons():
            raise UserError(next(iter(reasons.values())))
        for customer_id, __ in used_before:
            self.browse(customer_id)._check_no_unseen_transaction()

    def _check_no_unseen_transaction(self):
        """Refuse to go on if a document was created since this transaction began.

        This transaction does not see it; a second connection to the database does.
        Nobody can create another one now, since the currency lock is seized.

        :raise ConcurrencyError: there is one; Odoo tries again and then sees it
        """
        deleted = self.env.cr.cache.get(DELETED, {})
        found = {}
        with self.env.registry.cursor() as cr:
            for model_name in self._get_transaction_models():
                cr.execute(self._customer_transaction_query(model_name))
                found[model_name] = {id_ for __, id_ in cr.fetchall()}
        for model_name, ids in found.items():
            unseen = ids - deleted.get(model_name, set())
            unseen -= set(self.env[model_name].sudo().browse(unseen).exists().ids)
            if unseen:
                raise ConcurrencyError(
                    self.env._(
                        "A document of %s was created at the same moment: try again.",
                        self.display_name,
                    )
                )

    def _write_customer_currency(self, currency_id):
        """Let a currency written on a contact be that of its customer.

        :param currency_id: id of the new currency, falsy for the company's
        """
        customers = (self - self.commercial_partner_id).commercial_partner_id
        if customers := customers.filtered(
            lambda customer: customer[CURRENCY].id != (currency_id or False)
        ):
            customers.write({CURRENCY: currency_id})

    def _get_currencies_of_contacts(self):
        """Whose contacts these partners and those below them are, in what currency.

        :return: ``{contact: customer}`` and ``{(customer, company): currency}``
        :rtype: tuple[dict, dict]
        """
        contacts_sudo = (
            self.sudo()
            .with_context(active_test=False)
            .search([("id", "child_of", self.ids)])
        )
        customers = {
            contact: contact.commercial_partner_id for contact in contacts_sudo
        }
        currencies = {
            (customer, company): customer.with_company(company)._get_customer_currency()
            for customer in contacts_sudo.commercial_partner_id
            for company in self.env["res.company"]._get_all_sudo()
        }
        return customers, currencies

    def _check_currencies_of_contacts(self, before):
        """Refuse that contacts with transactions come under another currency.

        :param tuple before: ``_get_currencies_of_contacts`` of before
        :raise UserError: a contact has transactions in the currency it had
        :raise ConcurrencyError: one is being created at this moment; Odoo tries again
        """
        customers, currencies = before
        moved = [
            contact
            for contact, customer in customers.items()
            if contact.commercial_partner_id != customer
        ]
        for contact in moved:
            for company in self.env["res.company"]._get_all_sudo():
                in_company = contact.with_company(company)
                was = customers[contact], company
                if in_company._get_customer_currency() == currencies[was]:
                    continue
                self.env["customer.currency.lock"].sudo()._seize(
                    {(was[0].id, company.id), (contact.id, company.id)}
                )
                for document in in_company._find_transactions("id").values():
                    raise UserError(was[0]._prepare_currency_lock_reason(document))
