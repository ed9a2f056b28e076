from odoo import api, models
from odoo.fields import Domain


class ProductPricelist(models.Model):
    """Customers get a pricelist in their currency."""

    _inherit = "product.pricelist"

    @api.constrains("currency_id")
    def _check_currency_of_customers(self):
        """Refuse a currency that is not that of the customers with this pricelist.

        :raise ValidationError: a customer has this pricelist and another currency
        """
        companies_sudo = self.env["res.company"]._get_all_sudo()
        for pricelist in self.sudo():
            for company in pricelist.company_id or companies_sudo:
                customers_sudo = (
                    self.env["res.partner"]
                    .sudo()
                    .with_company(company)
                    .with_context(active_test=False)
                    .search(
                        [("specific_property_product_pricelist", "=", pricelist.id)]
                    )
                )
                customers_sudo._check_pricelist_currency()

    @api.model
    def _get_partner_pricelist_multi(self, partner_ids):
        """Choose pricelists in the customers' currencies.

        Odoo's choice stays if it is in that currency, or if the customer's currency
        does not decide, see ``_get_pricelist_currency`` of the partner. Where there is
        none in the currency, there is no pricelist: documents are in the currency all
        the same, at the prices of the products.

        :param partner_ids: ids of partners
        :return: ``{id of the partner: pricelist}``
        :rtype: dict
        """
        result = super()._get_partner_pricelist_multi(partner_ids)
        if not self.env["res.groups"]._is_feature_enabled(
            "product.group_product_pricelist"
        ):
            return result
        for partner in self.env["res.partner"].browse(partner_ids):
            pricelist = result.get(partner.id, self.browse())
            currency = partner._get_pricelist_currency(pricelist.currency_id)
            if pricelist.currency_id != currency:
                result[partner.id] = self._find_in_currency(
                    currency, partner.country_id
                )
        return result

    @api.model
    def _find_in_currency(self, currency, country):
        """The pricelist of a currency: that of the country, else one of no country.

        :param currency: a ``res.currency``
        :param country: a ``res.country``, or none
        :rtype: product.pricelist
        """
        for domain in self._get_currency_search_domains():
            domain &= Domain("currency_id", "=", currency.id)
            in_country = Domain("country_group_ids.country_ids", "in", country.ids)
            elsewhere = Domain("country_group_ids", "=", False)
            for place in (in_country, elsewhere) if country else (elsewhere,):
                if found := self.search(domain & place, limit=1):
                    return found
        return self.browse()

    @api.model
    def _get_currency_search_domains(self):
        """Hook: where to look for a pricelist in a currency, the best place first.

        ``_find_in_currency`` takes the first pricelist it finds.

        :rtype: list[Domain]
        """
        return [
            Domain(
                self._get_partner_pricelist_multi_search_domain_hook(
                    self.env.company.id
                )
            )
        ]

    @api.model
    def _ensure_in_currency(self, currency, country):
        """Create the plain pricelist of a currency where there is none.

        To be called where somebody chooses a currency, never where one is read. A
        plain pricelist that staff archived is not created again.

        :param currency: a customer's currency
        :param country: that customer's country
        """
        if not currency or not self.env["res.groups"]._is_feature_enabled(
            "product.group_product_pricelist"
        ):
            return
        # sudo: a pricelist hidden from this user must not be created twice
        pricelists_sudo = self.sudo()
        if not (
            pricelists_sudo._find_in_currency(currency, country)
            or pricelists_sudo._find_archived_in_currency(currency)
        ):
            pricelists_sudo.create(self._prepare_currency_pricelist_vals(currency))

    @api.model
    def _find_archived_in_currency(self, currency):
        """The archived plain pricelists of a currency in the current company.

        :rtype: product.pricelist
        """
        return self.search(
            Domain("active", "=", False)
            & Domain("company_id", "in", (self.env.company.id, False))
            & Domain("currency_id", "=", currency.id)
            & Domain("country_group_ids", "=", False)
            & Domain("item_ids", "=", False)
        )

    @api.model
    def _restore_in_currency(self, currency):
        """See to a plain pricelist of a currency when pricelists are switched on.

        Switching them off has archived all of them. Odoo brings back its own, those in
        the companies' currencies.
        """
        if not self._find_in_currency(currency, self.env["res.country"]):
            self._find_archived_in_currency(currency)[:1].action_unarchive()
            self._ensure_in_currency(currency, self.env["res.country"])

    @api.model
    def _prepare_currency_pricelist_vals(self, currency):
        """Hook: the values of the plain pricelist of a currency in this company.

        :param currency: a ``res.currency``
        :rtype: dict
        """
        return {
            "name": self.env._("Prices in %s", currency.name),
            "currency_id": currency.id,
            "company_id": self.env.company.id,
        }
