from odoo import models
from odoo.addons.website_sale.models.website import (
    PRICELIST_SELECTED_SESSION_CACHE_KEY,
)
from odoo.http import request


class SaleOrder(models.Model):
    """Carts in the currency of the customer who signs in."""

    _inherit = "sale.order"

    def _update_address(self, partner_id, fnames=None):
        """Forget a pricelist chosen in the shop that is not in the customer's currency.

        It may be from before the sign-in, or before the customer had a currency.
        """
        currency = self.website_id._get_signed_in_currency()  # none without a request
        chosen_id = currency and request.session.get(
            PRICELIST_SELECTED_SESSION_CACHE_KEY
        )
        if chosen_id:
            chosen_sudo = self.env["product.pricelist"].sudo().browse(chosen_id)
            if chosen_sudo.exists().currency_id != currency:
                request.session.pop(PRICELIST_SELECTED_SESSION_CACHE_KEY)
        return super()._update_address(partner_id, fnames)
