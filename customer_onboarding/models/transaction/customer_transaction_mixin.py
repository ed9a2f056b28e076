from odoo import api, models
from odoo.fields import Domain

# Keys of the cursor's own memory, which is emptied with the end of the transaction.
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
        documents = super().create(vals_list)
        keys = set(documents._get_currency_lock_keys().values())
        self.env["customer.currency.lock"].sudo()._share(keys)
        return documents

    def write(self, vals):
        if self._get_customer_transaction_triggers().isdisjoint(vals):
            return super().write(vals)
        before = self._get_currency_lock_keys()
        result = super().write(vals)
        after = self._get_currency_lock_keys()
        # Seized, not shared: the row of the document is known to who changes the
        # currency at the same time, as one that does not count.
        self.env["customer.currency.lock"].sudo()._seize(
            {key for id_, key in after.items() if before.get(id_) != key}
        )
        return result

    def unlink(self):
        deleted = self.env.cr.cache.setdefault(DELETED, {})
        deleted.setdefault(self._name, set()).update(self.ids)
        return super().unlink()

    def _get_currency_lock_keys(self):
        """The customers whose currency these documents lock.

        :return: ``{id of the document: (id of the customer, id of the company)}``
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
