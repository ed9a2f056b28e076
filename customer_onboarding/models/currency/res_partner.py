from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError, ValidationError

from ..transaction.customer_transaction_mixin import DELETED


class ResPartner(models.Model):
    """Customer currency: chosen, followed by contacts, locked by a transaction.

    The lock is in the steps of ``create`` and ``write``, because forms, lists, imports,
    RPC and other models all end there. It has no exception, not for sudo.
    """

    _inherit = "res.partner"

    property_sale_currency_id = fields.Many2one(
        "res.currency",
        string="Customer Currency",
        company_dependent=True,
        tracking=True,
        groups="base.group_user",
        help="Currency of this customer's new invoices and quotations. Empty: the "
        "company's currency. It cannot be changed once the customer has transactions.",
    )
    # of the form only: tells a currency chosen by hand while groups are being chosen
    automatic_sale_currency_id = fields.Many2one(
        "res.currency", "Automatic Currency", store=False, groups="base.group_user"
    )
    sale_currency_lock_reason = fields.Char(
        "Why the Currency Is Locked",
        compute="_compute_sale_currency_lock_reason",
        groups="base.group_user",
        help="Empty as long as the customer currency can be changed.",
    )

    @api.depends("property_sale_currency_id", "commercial_partner_id")
    @api.depends_context("company")
    def _compute_sale_currency_lock_reason(self):
        """Say on the form why the currency is read-only."""
        reasons = self._get_currency_lock_reasons()
        for partner in self:
            partner.sale_currency_lock_reason = reasons.get(
                partner.commercial_partner_id._origin.id, False
            )

    @api.depends("property_sale_currency_id", "commercial_partner_id")
    def _compute_product_pricelist(self):
        """Compute it anew when the currency, or whose currency it is, changes."""
        return super()._compute_product_pricelist()

    def _inverse_product_pricelist(self):
        """Keep no pricelist as the customer's own that it gets by its currency.

        A form sends the pricelist that it shows. Odoo takes the one of the country for
        nobody's own; so is the one of the currency, or it would stay behind when the
        currency changes.
        """
        pricelist_model = self.env["product.pricelist"]
        automatic = self.filtered(
            lambda partner: (
                partner.property_product_pricelist
                and partner.property_product_pricelist
                == pricelist_model._find_in_currency(
                    partner._get_customer_currency(), partner.country_id
                )
            )
        )
        automatic.specific_property_product_pricelist = False
        return super(ResPartner, self - automatic)._inverse_product_pricelist()

    @api.constrains("property_sale_currency_id", "specific_property_product_pricelist")
    def _check_pricelist_currency(self):
        """Refuse a pricelist of the customer's own in another currency than its own.

        :raise ValidationError: saying what to do
        """
        for partner in self:
            customer = partner.sudo().commercial_partner_id
            currency = customer.property_sale_currency_id
            pricelist = partner.sudo().specific_property_product_pricelist
            if currency and pricelist and pricelist.currency_id != currency:
                raise ValidationError(
                    self.env._(
                        "The pricelist %(pricelist)s is in %(pricelist_currency)s, "
                        "but the currency of %(customer)s is %(currency)s. Choose a "
                        "pricelist in %(currency)s, or leave it empty to use the "
                        "pricelist of the customer's currency.",
                        pricelist=pricelist.name,
                        pricelist_currency=pricelist.currency_id.name,
                        customer=customer.display_name,
                        currency=currency.name,
                    )
                )

    @api.constrains("property_sale_currency_id")
    def _check_currency_is_active(self):
        self.property_sale_currency_id._check_active_for_customers()

    @api.onchange("customer_group_ids")
    def _onchange_customer_group_currency(self):
        """Show on the form what a new customer starts with, unless one is chosen.

        The form sends what it shows, so that ``create`` cannot tell an empty currency
        from one that was left to the group.
        """
        if self._origin or self.parent_id:
            return
        automatic = self._get_starting_currency(self.customer_group_ids)
        if self.property_sale_currency_id == self.automatic_sale_currency_id:
            self.property_sale_currency_id = automatic
        self.automatic_sale_currency_id = automatic

    # ---------------------------------------------------------------------- steps
    @api.model
    def _start_currency(self, vals_list):
        """Step: start new customers in the currency of their group or the settings.

        A currency given for a contact is that of its customer.
        """
        given = [vals.get("property_sale_currency_id") for vals in vals_list]
        for vals in vals_list:
            if "property_sale_currency_id" in vals or self._is_contact_vals(vals):
                continue
            groups = self._get_groups_of_vals(vals)
            if currency := self._get_starting_currency(groups):
                vals["property_sale_currency_id"] = currency.id

        def share_with_customers(partners):
            for partner, currency_id in zip(partners, given, strict=True):
                if currency_id:
                    partner._write_customer_currency(currency_id)
            partners._ensure_pricelist_of_own_currency()

        return share_with_customers

    def _change_currency(self, vals):
        """Step: refuse another currency while it is locked.

        Also for contacts who come under another customer, with their documents.

        :raise UserError: there are transactions in the currency of before
        """
        if not vals.keys().isdisjoint({"parent_id", "is_company"}):
            return self._change_currency_of_moving(vals)
        if "property_sale_currency_id" not in vals:
            return None
        self._check_currency_lock(vals["property_sale_currency_id"])
        self._write_customer_currency(vals["property_sale_currency_id"])
        return self._ensure_pricelist_of_own_currency

    def _change_currency_of_moving(self, vals):
        """Write the parent first, because it decides whose currency this is.

        :param dict vals: the values; the currency is taken out
        :return: function to call once the partners have their new parent
        :rtype: Callable
        """
        customers, currencies = self._get_currencies_of_contacts()
        given = "property_sale_currency_id" in vals
        currency_id = vals.pop("property_sale_currency_id", None)

        def check():
            self._check_currencies_of_contacts(customers, currencies)
            if given:
                self.write({"property_sale_currency_id": currency_id})

        return check

    @api.model
    def _commercial_fields(self):
        """Contacts have the currency of their customer."""
        return [*super()._commercial_fields(), "property_sale_currency_id"]

    def _commercial_sync_from_company(self):
        """Take over that the customer has no currency of its own, too.

        Odoo copies only values that are set: the contact would keep its own currency
        and bring it back when it leaves the customer.
        """
        result = super()._commercial_sync_from_company()
        customer = self.commercial_partner_id
        if self.property_sale_currency_id and not customer.property_sale_currency_id:
            self.property_sale_currency_id = False
        return result

    @api.model
    def _get_starting_currency(self, groups):
        """The currency a new customer gets of its groups, else of the settings.

        :param groups: the ``customer.group`` records of the customer
        :rtype: res.currency (empty for the company's)
        """
        return (
            groups.sudo().sale_currency_id[:1] or self.env.company.customer_currency_id
        )

    def _get_customer_currency(self):
        """The currency of this customer's new documents in the current company.

        :rtype: res.currency
        """
        self.ensure_one()
        customer_sudo = self.sudo().commercial_partner_id
        return (
            customer_sudo.property_sale_currency_id or self.env.company.currency_id
        ).sudo(False)

    def _get_shared_customer_currency(self):
        """The currency that all of these partners have in the current company.

        :rtype: res.currency (empty when they have different ones)
        """
        currencies = self.env["res.currency"]
        for partner in self:
            currencies |= partner._get_customer_currency()
        return currencies if len(currencies) == 1 else currencies.browse()

    # ----------------------------------------------------------------------- lock
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
            "documents first, or create a second customer for the other currency.",
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

    def _write_customer_currency(self, currency_id):
        """Let a currency written on a contact be that of its customer.

        :param currency_id: id of the new currency, falsy for the company's
        """
        customers = (self - self.commercial_partner_id).commercial_partner_id
        if customers := customers.filtered(
            lambda customer: (
                customer.property_sale_currency_id.id != (currency_id or False)
            )
        ):
            customers.write({"property_sale_currency_id": currency_id})

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

    # ------------------------------------------------------------------ pricelist
    def _ensure_pricelist_of_own_currency(self):
        """See that customers with a currency of their own have a pricelist in it.

        Contacts are passed over: their currency is written on their customer.
        """
        customers_sudo = self.sudo().filtered(
            lambda partner: (
                partner.property_sale_currency_id
                and partner == partner.commercial_partner_id
            )
        )
        for currency, country in customers_sudo.grouped(
            lambda customer: (customer.property_sale_currency_id, customer.country_id)
        ):
            self.env["product.pricelist"]._ensure_in_currency(currency, country)

    def _get_pricelist_currency(self, chosen=None):
        """The currency that the pricelist of this partner has to be in.

        That of the customer. For customers without one it is the company's, except
        where somebody decided otherwise: by the settings (the pricelist of a country
        may be in another currency), or by a pricelist on the customer itself. Nobody
        is known to be behind the website's anonymous visitor: it keeps the pricelist
        of the country it calls from.

        :param chosen: the currency that Odoo chooses, if it was asked already
        :return: ``chosen`` (else nothing) if the customer's currency does not decide
        :rtype: res.currency
        """
        self.ensure_one()
        chosen = self.env["res.currency"] if chosen is None else chosen
        partner_sudo = self.sudo()
        currency = self._get_customer_currency()
        if (
            currency == chosen
            or partner_sudo.commercial_partner_id.property_sale_currency_id
        ):
            return currency
        if (
            self.env.company.customer_currency_policy == "pricelist"
            or partner_sudo.specific_property_product_pricelist.active
            or partner_sudo.with_context(active_test=False).user_ids.filtered(
                lambda user: user._is_public()
            )
        ):
            return chosen
        return currency
