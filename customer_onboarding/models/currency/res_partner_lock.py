from odoo import models
from odoo.exceptions import ConcurrencyError, UserError

from ..transaction.customer_transaction_mixin import DELETED


class ResPartner(models.Model):
    """The lock of the customer currency: who asks, and what is refused.

    The first transaction locks it, in each company. It has no exception, not for sudo.
    """

    _inherit = "res.partner"

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

    def _get_currency_lock_reasons(self, documents=None):
        """Why currencies cannot be changed in the current company, in one query.

        :param documents: documents of the customers, as from ``_find_transactions``,
            where the caller has found them
        :return: ``{id of the customer: sentence}`` for those that are locked
        :rtype: dict[int, str]
        """
        customers = self.commercial_partner_id._origin
        if documents is None:
            documents = customers._find_transactions()
        return {
            customer.id: customer._prepare_currency_lock_reason(documents[customer.id])
            for customer in customers.browse(documents)
        }

    def _prepare_currency_lock_reason(self, document):
        """The sentence that everybody reads who tries to change a locked currency.

        :param document: one of the customer's transactions (sudo)
        :rtype: str
        """
        self.ensure_one()
        return self.env._(
            "The currency of %(customer)s can no longer be changed because "
            "%(document)s is in %(currency)s. Cancel or delete the customer's "
            "documents first, or choose Continue in Another Currency on its form.",
            # not the display name: opened from an order, it has the address in it
            customer=self.sudo().complete_name,
            document=document.display_name,
            currency=document.currency_id.name,
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
            ._lock_by_update({(customer.id, company_id) for customer in self})
        )
        if reasons := self._get_currency_lock_reasons():
            raise UserError(next(iter(reasons.values())))
        self.browse(id_ for id_, __ in used_before)._check_no_unseen_transactions()

    def _check_no_unseen_transactions(self):
        """Refuse to go on if a document was created since this transaction began.

        This transaction does not see it; a second connection to the database does, one
        for all customers. Nobody can create another document now, because this
        transaction has updated the rows of ``customer.currency.lock``.

        :raise ConcurrencyError: there is one; Odoo tries again and then sees it
        """
        if not self:
            return
        deleted = self.env.cr.cache.get(DELETED, {})
        found = {}
        with self.env.registry.cursor() as cr:
            for model_name in self._get_transaction_models():
                cr.execute(self._customer_transaction_query(model_name))
                found[model_name] = {
                    id_: customer_id for __, id_, customer_id in cr.fetchall()
                }
        for model_name, customer_ids in found.items():
            unseen = customer_ids.keys() - deleted.get(model_name, set())
            unseen -= set(self.env[model_name].sudo().browse(unseen).exists().ids)
            if unseen:
                customer = self.browse(customer_ids[min(unseen)])
                raise ConcurrencyError(
                    self.env._(
                        "A document of %s was created at the same moment. Try again.",
                        customer.display_name,
                    )
                )

    def _get_currencies_of_contacts(self):
        """The customer and the currency of these partners and of those below them.

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
        companies_sudo = self.env["res.company"]._get_all_sudo()
        currencies = {
            (customer, company): customer.with_company(company)._get_customer_currency()
            for customer in contacts_sudo.commercial_partner_id
            for company in companies_sudo
        }
        return customers, currencies

    def _check_currencies_of_contacts(self, customers, currencies):
        """Refuse that contacts with transactions come under another currency.

        :param dict customers: ``{contact: customer}`` before they got another parent
        :param dict currencies: ``{(customer, company): currency}`` at that time
        :raise UserError: a contact has transactions in the currency it had
        :raise ConcurrencyError: one is being created at this moment; Odoo tries again
        """
        moved = [
            contact
            for contact, customer in customers.items()
            if contact.commercial_partner_id != customer
        ]
        companies_sudo = self.env["res.company"]._get_all_sudo()
        for contact in moved:
            for company in companies_sudo:
                in_company = contact.with_company(company)
                was = customers[contact], company
                if in_company._get_customer_currency() == currencies[was]:
                    continue
                self.env["customer.currency.lock"].sudo()._lock_by_update(
                    {(was[0].id, company.id), (contact.id, company.id)}
                )
                for document in in_company._find_transactions("id").values():
                    raise UserError(was[0]._prepare_currency_lock_reason(document))
