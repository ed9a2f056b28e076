from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from ..transaction.customer_transaction_mixin import DELETED

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

    @api.depends("property_sale_currency_id", "commercial_partner_id")
    @api.depends_context("company")
    def _compute_sale_currency_lock_reason(self):
        reasons = self._get_currency_lock_reasons()
        for partner in self:
            partner.sale_currency_lock_reason = reasons.get(
                partner.commercial_partner_id._origin.id, False
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
