from odoo import models
from odoo.addons.website.models import ir_http
from odoo.http import request


class ResPartner(models.Model):
    """The pricelist's currency of customers in the shop."""

    _inherit = "res.partner"

    def _get_pricelist_currency(self, chosen=None):
        """Leave a visitor who orders without signing in what the shop has shown.

        The address is a new customer, without a currency: the cart would change to
        the company's in the middle of the checkout.
        """
        self.ensure_one()
        currency = super()._get_pricelist_currency(chosen)
        customer_sudo = self.sudo().commercial_partner_id
        if (
            customer_sudo.property_sale_currency_id
            or not request
            or not ir_http.get_request_website()
            or not request.env.user._is_public()
        ):
            return currency
        return self.env["res.currency"] if chosen is None else chosen
