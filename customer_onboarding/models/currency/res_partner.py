from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """Customer currency: chosen, and followed by contacts, documents and pricelists.

    The lock (``res_partner_lock.py``) is in the steps of ``create`` and ``write``,
    because forms, lists, imports, RPC and other models all end there.
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
        reasons = self._get_currency_lock_reasons(self._get_form_transactions())
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

    def _get_form_profile(self):
        """Fill in the currency a new customer starts with, of a group or the settings.

        The form sends what it shows, so that ``create`` cannot tell an empty currency
        from one that was left to the group.
        """
        groups = self.customer_group_ids._origin
        currency = self._get_starting_currency(groups)
        first = groups._get_first("sale_currency_id")
        # first, because the pricelist asks for it
        return {
            "property_sale_currency_id": (currency.id, first),
            **super()._get_form_profile(),
        }

    def _is_profile_fitting(self, name, value):
        """Take no pricelist in another currency than the one that was chosen."""
        if name == "property_product_pricelist":
            pricelist_sudo = self.env["product.pricelist"].sudo().browse(value)
            return pricelist_sudo.currency_id == self.property_sale_currency_id
        return super()._is_profile_fitting(name, value)

    @api.onchange("property_sale_currency_id")
    def _onchange_sale_currency_profile(self):
        """Let go of a group's pricelist in another currency."""
        self._onchange_customer_group_profile()

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
        first = groups._get_first("sale_currency_id")
        return first.sale_currency_id or self.env.company.customer_currency_id

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
