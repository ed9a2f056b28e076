from odoo import api, fields, models
from odoo.tools import SQL, ormcache

# Counting must not grow with the documents: the form says "1000+" above this.
COUNT_LIMIT = 1000


class ResPartner(models.Model):
    """The transactions of a customer: found, counted and opened."""

    _inherit = "res.partner"

    currency_invoice_count = fields.Char(
        "Invoices That Lock the Currency",
        compute="_compute_currency_transaction_counts",
        groups="base.group_user",
    )
    currency_order_count = fields.Char(
        "Quotations and Orders That Lock the Currency",
        compute="_compute_currency_transaction_counts",
        groups="base.group_user",
    )
    currency_payment_count = fields.Char(
        "Payments That Lock the Currency",
        compute="_compute_currency_transaction_counts",
        groups="base.group_user",
    )

    currency_transaction_ref = fields.Char(
        "Document That Locks the Currency",
        compute="_compute_currency_transaction_counts",
        groups="base.group_user",
        help="Model and id of one of the customer's documents.",
    )

    @api.model
    def _get_transaction_count_fields(self):
        """Hook: the fields that tell how many documents of each kind there are.

        :return: ``{name of the model: name of a Char field of res.partner}``
        :rtype: dict[str, str]
        """
        return {
            "account.move": "currency_invoice_count",
            "sale.order": "currency_order_count",
            "account.payment": "currency_payment_count",
        }

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_currency_transaction_counts(self):
        """Count the customer's documents of each kind for the form's buttons."""
        fields_by_model = self._get_transaction_count_fields()
        for partner in self:
            customer = partner.commercial_partner_id._origin
            counts, first = customer._count_transactions() if customer else ({}, False)
            for model_name, field_name in fields_by_model.items():
                partner[field_name] = counts.get(model_name, False)
            partner.currency_transaction_ref = first

    def _count_transactions(self):
        """How many documents of each kind this customer has, for a person.

        One query for all kinds, because every form of a partner shows the numbers and
        names one of the documents.

        :return: pair of the numbers by model, only for those that the customer has:
            "12", or "1000+" when there are more than are counted; and model and id of
            the first document, such as "account.move,5", or False
        :rtype: tuple[dict[str, str], str | bool]
        """
        self.ensure_one()
        documents = SQL(" UNION ALL ").join(
            SQL("(%s)", self._customer_transaction_query(name, COUNT_LIMIT + 1))
            for name in self._get_transaction_models()
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT found.model, COUNT(*), MIN(found.id)"
                " FROM (%s) AS found GROUP BY found.model ORDER BY found.model",
                documents,
            )
        )
        texts = {
            model_name: f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else str(count)
            for model_name, count, __ in rows
        }
        # the order of the models' names puts invoices first
        return texts, f"{rows[0][0]},{rows[0][2]}" if rows else False

    def _get_form_transactions(self):
        """A document of the customer of the one partner that a form shows.

        The form has found it with the numbers of documents: no query more.

        :return: ``{id of the customer: document (sudo)}``, as ``_find_transactions``;
            None for more partners, because the numbers take a query for each
        :rtype: dict | None
        """
        if len(self) != 1:
            return None
        if not (reference := self.sudo().currency_transaction_ref):
            return {}
        model_name, id_ = reference.split(",")
        customer = self.commercial_partner_id._origin
        document_sudo = self.env[model_name].sudo().browse(int(id_))
        # what reasons name: asked for one of these, Odoo reads a hundred columns
        names = {"display_name", document_sudo._rec_name, "ref", "currency_id"}
        document_sudo.fetch(names & document_sudo._fields.keys())
        return {customer.id: document_sudo}

    def action_view_currency_transactions(self):
        """Open the documents of one kind that lock the currency of this customer.

        The kind is the context's ``transaction_model``, a model's technical name.

        :raise AccessError: the user is not staff, or may not read that kind
        """
        self._check_staff()
        self.ensure_one()
        model_name = self.env.context.get("transaction_model")
        if model_name not in self._get_transaction_models():
            model_name = "account.move"
        ids = self.commercial_partner_id._find_transaction_ids(model_name, COUNT_LIMIT)
        # found as superuser: the action names those alone that may be read
        readable = self.env[model_name].search([("id", "in", ids)])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Documents That Lock the Currency of %s", self.display_name
            ),
            "res_model": model_name,
            "view_mode": "list,form",
            "domain": [("id", "in", readable.ids)],
            "context": {"create": False},
        }

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

    def _find_transactions(self, column="commercial_partner_id", companies=None):
        """One document for each of these partners that has any, in one query.

        Reads an index entry for each contact and kind of document: the cost does not
        depend on the number of documents, neither of these customers nor of others.

        :param str column: ``commercial_partner_id`` for documents of these customers
            and their contacts, ``id`` for those of these very partners
        :param res.company companies: where to look; by default in the current company
        :return: ``{id of the partner: document (sudo)}``
        :rtype: dict
        """
        companies = self.env.company if companies is None else companies
        if not self.ids or not companies:
            return {}
        rows = self.env.execute_query(
            SQL(
                "SELECT partner.id, found.model, found.id "
                "FROM unnest(%(ids)s) AS partner(id) CROSS JOIN LATERAL ("
                "SELECT found.model, found.id FROM res_partner AS contact "
                "CROSS JOIN unnest(%(company_ids)s) AS company(id) "
                "CROSS JOIN LATERAL (%(first)s) AS found "
                "WHERE contact.%(column)s = partner.id LIMIT 1) AS found",
                ids=self.ids,
                company_ids=companies.ids,
                first=self._first_transaction_query(),
                column=self._contact_column(column),
            )
        )
        ids_by_model = {}
        for __, model_name, document_id in rows:
            ids_by_model.setdefault(model_name, []).append(document_id)
        # together, because whoever names them reads them
        documents = {
            (model_name, document.id): document
            for model_name, ids in ids_by_model.items()
            for document in self.env[model_name].sudo().browse(ids)
        }
        return {
            partner_id: documents[model_name, document_id]
            for partner_id, model_name, document_id in rows
        }

    @api.model
    @ormcache()
    def _first_transaction_query(self):
        """One document of a contact in a company, both of the query around this one.

        Cached, because building it takes longer than the database needs to answer.

        :rtype: SQL
        """
        return SQL(
            "%s LIMIT 1",
            SQL(" UNION ALL ").join(
                SQL("(%s)", self._contact_transaction_query(model_name, 1))
                for model_name in self._get_transaction_models()
            ),
        )

    def _find_transaction_ids(self, model_name, limit=None):
        """Ids of the documents of one kind of this customer and its contacts.

        :param str model_name: one of ``_get_transaction_models``
        :param int limit: the most to look for
        :rtype: list[int]
        """
        query = self._customer_transaction_query(model_name, limit)
        return [id_ for __, id_, __ in self.env.execute_query(query)]

    def _customer_transaction_query(self, model_name, limit=None):
        """The documents of one kind, of these customers and their contacts.

        :return: a query of the model's name and the ids of document and customer
        :rtype: SQL
        """
        return SQL(
            "SELECT document.model, document.id, contact.%(column)s "
            "FROM res_partner AS contact "
            "CROSS JOIN unnest(ARRAY[%(company_id)s]) AS company(id) "
            "CROSS JOIN LATERAL (%(documents)s) AS document "
            "WHERE contact.%(column)s = ANY(%(customer_ids)s) %(limit)s",
            documents=self._limited_contact_transaction_query(
                model_name, limit, self.env.company.id
            ),
            column=self._contact_column("commercial_partner_id"),
            company_id=self.env.company.id,
            customer_ids=self.ids,
            limit=self._limit(limit),
        )

    @api.model
    @ormcache("model_name", "limit", "company_id")
    def _limited_contact_transaction_query(self, model_name, limit, company_id):
        """As ``_contact_transaction_query``; cached, because building it takes longer.

        :rtype: SQL
        """
        return self.with_company(company_id)._contact_transaction_query(
            model_name, limit
        )

    @api.model
    def _contact_transaction_query(self, model_name, limit):
        """The documents of one kind of ``contact.id`` in ``company.id``.

        Both are of the query around this one.

        :return: a query of the model's name and the document's id
        :rtype: SQL
        """
        # sudo, because documents hidden from the user lock the currency all the same
        model = self.env[model_name].sudo().with_context(active_test=False)
        query = model._search(model._get_customer_transaction_domain())
        query.add_where(
            SQL(
                "%(partner)s = contact.id AND %(company)s = company.id",
                partner=model._field_to_sql(model._table, "partner_id"),
                company=model._field_to_sql(model._table, "company_id"),
            )
        )
        return SQL(
            "SELECT %(model)s AS model, %(table)s.id FROM %(tables)s WHERE %(where)s "
            # in the order of the mixin's index, because PostgreSQL would otherwise take
            # Odoo's index of partners, which holds cancelled documents, too
            "ORDER BY %(table)s.id %(limit)s",
            model=model_name,
            table=SQL.identifier(model._table),
            tables=query.from_clause,
            where=query.where_clause,
            limit=self._limit(limit),
        )

    @api.model
    def _contact_column(self, name):
        """A column of ``contact``, flushed before the query runs.

        :param str name: name of a stored field
        :rtype: SQL
        """
        return SQL.identifier(name, to_flush=self._fields[name])

    @api.model
    def _limit(self, limit):
        """The LIMIT of a query.

        :param limit: the most rows, or None for all
        :rtype: SQL
        """
        return SQL("LIMIT %s", limit) if limit else SQL()
