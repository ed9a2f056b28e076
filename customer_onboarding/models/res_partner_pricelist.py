from odoo import api, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """Customer currency: the customer's pricelist is in it."""

    _inherit = "res.partner"

    @api.depends("property_sale_currency_id")
    def _compute_product_pricelist(self):
        return super()._compute_product_pricelist()

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
                        "The pricelist %(pricelist)s is in %(pricelist_currency)s, and "
                        "the currency of %(customer)s is %(currency)s: choose a "
                        "pricelist in %(currency)s, or none, for the customer to get "
                        "the one of its currency.",
                        pricelist=pricelist.name,
                        pricelist_currency=pricelist.currency_id.name,
                        customer=customer.display_name,
                        currency=currency.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        partners._ensure_pricelist_of_own_currency()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if "property_sale_currency_id" in vals:
            self._ensure_pricelist_of_own_currency()
        return result

    def _ensure_pricelist_of_own_currency(self):
        """See that there is a pricelist in the currency of those that have one."""
        for customer in self.sudo().commercial_partner_id:
            if currency := customer.property_sale_currency_id:
                self.env["product.pricelist"]._ensure_in_currency(
                    currency, customer.country_id
                )

    def _get_pricelist_currency(self, chosen=None):
        """The currency that the pricelist of this partner has to be in.

        That of the customer. For customers without one it is the company's, except
        where somebody decided otherwise: by the settings (the pricelist of a country
        may be in another currency), or by a pricelist on the customer itself. Nobody
        is known to be behind the website's anonymous visitor: it keeps the pricelist
        of the country it calls from.

        :param chosen: the currency that stock chooses, if it was asked already
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
