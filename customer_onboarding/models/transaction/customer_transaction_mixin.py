from odoo import api, models
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
        return result

    def unlink(self):
        """Remember the deleted documents, because they no longer lock anything.

        A second connection to the database still sees them, see
        ``_check_no_unseen_transaction``.
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
