from odoo import models
from odoo.addons.website.models import ir_http
from odoo.addons.website_sale.models.website import PRICELIST_SESSION_CACHE_KEY
from odoo.http import request


class Website(models.Model):
    """The shop is in the currency of the customer who is signed in, as its cart is.

    Visitors, and customers without a currency of their own, keep Odoo's pricelists.
    """

    _inherit = "website"

    def _compute_currency_id(self):
        """Show prices in the customer's currency where there are no pricelists, too."""
        result = super()._compute_currency_id()
        for website in self:
            currency = website._get_signed_in_currency()
            if currency and not request.pricelist:  # they are switched off
                website.currency_id = currency
        return result

    def get_pricelist_available(self, show_visible=False):
        """Offer no pricelist in another currency, nor take a code for one."""
        pricelists = super().get_pricelist_available(show_visible)
        currency = self._get_signed_in_currency()
        if not currency:
            return pricelists
        return pricelists.filtered(lambda p: p.sudo().currency_id == currency)

    def _get_and_cache_current_pricelist(self):
        """Take the customer's pricelist where the session has one in another currency.

        Odoo's own choice passes over those that are not for the visitor's country,
        or not on this website.
        """
        pricelist_sudo = super()._get_and_cache_current_pricelist()
        currency = self._get_signed_in_currency()
        if not currency or pricelist_sudo.currency_id == currency:
            return pricelist_sudo
        partner_sudo = self.env.user.partner_id.with_company(self.company_id)
        found_sudo = partner_sudo.env["product.pricelist"]._find_in_currency(
            currency, partner_sudo.country_id
        )
        # without one, prices are those of the products, in the customer's currency
        request.session[PRICELIST_SESSION_CACHE_KEY] = found_sudo.id
        return found_sudo

    def _get_signed_in_currency(self):
        """The customer's own currency, if one is signed in at this website.

        :return: nothing for visitors, and for customers without a currency
        :rtype: res.currency
        """
        # some ask with a website where there is no request, such as Odoo's own tests
        if (
            not request
            or not ir_http.get_request_website()
            or request.env.user._is_public()
        ):
            return self.env["res.currency"]
        partner_sudo = request.env.user.partner_id.sudo().with_company(self.company_id)
        return partner_sudo.commercial_partner_id.property_sale_currency_id
