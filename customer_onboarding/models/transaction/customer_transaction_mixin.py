from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# Key in the cursor's cache, which Odoo empties at the end of the transaction: the ids
# that were deleted in it, by model.
DELETED = "customer_onboarding_deleted_transactions"


class CustomerTransactionMixin(models.AbstractModel):
    """A document that locks the currency of its customer.

    Extension point: an app whose documents are in the customer's currency lets them
    inherit from this, says by ``_get_customer_transaction_domain`` which of them
    count, and is done. They need the fields ``partner_id`` and ``company_id``, and
    should have an index as that of ``account.payment``: on both and the id, of the
    documents that count.
    """

    _name = "customer.transaction.mixin"
    _description = "Customer Transaction"

    # Once cancelled, a document no longer locks the currency of its customer. Brought
    # back or copied, it tells by this one whether its own has become another one.
    currency_when_cancelled_id = fields.Many2one(
        "res.currency",
        "Customer Currency When Cancelled",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="Currency that new documents of the customer had when this document was "
        "cancelled.",
    )

    @api.model
    def _get_customer_transaction_domain(self):
        """Hook: which of the documents lock the currency of their customer.

        The same for everybody and at any time: the query made of it is kept.

        :rtype: Domain
        """
        return Domain.TRUE

    @api.model
    def _get_customer_transaction_triggers(self):
        """Hook: the stored fields that decide whether, and for whom, a document counts.

        :rtype: set[str]
        """
        return {"partner_id", "company_id", "state"}

    @api.model_create_multi
    def create(self, vals_list):
        """Let the new documents lock the currency of their customers.

        :raise psycopg2.errors.SerializationFailure: the currency changed since this
            transaction began; Odoo tries again
        """
        documents = super().create(vals_list)
        keys = set(documents._get_currency_lock_keys().values())
        self.env["customer.currency.lock"].sudo()._lock_for_share(keys)
        return documents

    def write(self, vals):
        """Let documents that begin to count lock the currency of their customers.

        :raise psycopg2.errors.SerializationFailure: the currency changed since this
            transaction began; Odoo tries again
        """
        if self._get_customer_transaction_triggers().isdisjoint(vals):
            return super().write(vals)
        before = self._get_currency_lock_keys()
        result = super().write(vals)
        after = self._get_currency_lock_keys()
        # by update, because whoever changes the currency at the same time sees these
        # documents already, as ones that do not count
        self.env["customer.currency.lock"].sudo()._lock_by_update(
            {key for id_, key in after.items() if before.get(id_) != key}
        )
        self.browse(before.keys() - after.keys())._note_currency_when_cancelled()
        self.browse(after.keys() - before.keys())._follow_currency_of_today()
        return result

    def copy(self, default=None):
        """Start copies in the currency that their customer has today.

        :raise UserError: a copy of a cancelled document cannot be converted to it
        """
        copies = super().copy(default)
        if {"currency_id", "pricelist_id"}.isdisjoint(default or {}):
            for original, copied in zip(self, copies, strict=True):
                copied._follow_currency_of_original(original)
        return copies

    def unlink(self):
        """Remember the deleted documents, because they no longer lock anything.

        A second connection to the database still sees them, see
        ``_check_no_unseen_transactions``.
        """
        deleted = self.env.cr.cache.setdefault(DELETED, {})
        deleted.setdefault(self._name, set()).update(self.ids)
        return super().unlink()

    def _get_currency_lock_keys(self):
        """The customers whose currency these documents lock.

        :return: ``{id of the document: (id of the customer, id of the company)}``
        :rtype: dict[int, tuple[int, int]]
        """
        counting = self.sudo().filtered_domain(self._get_customer_transaction_domain())
        return {
            document.id: (
                document.partner_id.commercial_partner_id.id,
                document.company_id.id,
            )
            for document in counting
            if document.partner_id and document.company_id
        }

    # ---------------------------------------------- cancelled, and brought back
    def _get_automatic_currency(self, partner):
        """Hook: the currency of this document for a partner, if nobody chooses one.

        :rtype: res.currency
        """
        self.ensure_one()
        company = self.company_id or self.env.company
        return partner.with_company(company)._get_customer_currency()

    def _adopt_customer_currency(self, former, had=None):
        """Hook: convert this draft from the currency its customer had to today's.

        :param res.currency former: the customer's currency, which its prices are in
        :param res.currency had: the currency that it had, by default what it is in
        :return: False where that cannot be done
        :rtype: bool
        """
        self.ensure_one()
        return False

    def _note_currency_when_cancelled(self):
        documents_by_currency = self.sudo().grouped(
            lambda document: document._get_automatic_currency(document.partner_id)
        )
        for currency, documents in documents_by_currency.items():
            documents.currency_when_cancelled_id = currency

    def _follow_currency_of_today(self):
        """Convert documents that were cancelled, and are there again.

        :raise UserError: one cannot be converted to the currency of its customer
        """
        for document in self:
            document._follow_currency(document.sudo().currency_when_cancelled_id)
        self.sudo().filtered(
            "currency_when_cancelled_id"
        ).currency_when_cancelled_id = False

    def _follow_currency_of_original(self, original):
        """Convert this copy of a cancelled document, or for another customer.

        :raise UserError: it is of the same customer and cannot be converted
        """
        self.ensure_one()
        customers = (original | self).partner_id.commercial_partner_id
        self._follow_currency(
            original.sudo().currency_when_cancelled_id
            or original._get_automatic_currency(original.partner_id),
            had=original.currency_id,
            refuse=len(customers) == 1,
        )

    def _follow_currency(self, former, had=None, refuse=True):
        """Convert this document if it is in the currency its customer had formerly.

        One in another currency was given it by somebody, and stays.

        :param res.currency former: empty where that is not known
        :param res.currency had: the currency that it had, by default what it is in
        :param bool refuse: whether it must not stay in the former currency
        :raise UserError: it cannot be converted
        """
        self.ensure_one()
        had = had or self.currency_id
        if not former or not self.partner_id or had != former:
            return
        current = self._get_automatic_currency(self.partner_id)
        if (
            current == former
            or self._adopt_customer_currency(former, had)
            or not refuse
        ):
            return
        raise UserError(
            self.env._(
                "%(document)s is in %(former)s, the currency of %(customer)s when the "
                "document was cancelled. The customer's currency is now %(current)s. "
                "Create a new document instead.",
                document=self.display_name,
                former=former.name,
                customer=self.partner_id.commercial_partner_id.display_name,
                current=current.name,
            )
        )
