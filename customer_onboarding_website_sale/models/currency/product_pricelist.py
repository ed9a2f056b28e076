from odoo import api, models
from odoo.addons.website.models import ir_http
from odoo.fields import Domain


class ProductPricelist(models.Model):
    """Customers get a pricelist in their currency in the shop, and nobody else does."""

    _inherit = "product.pricelist"

    @api.model
    def _get_currency_search_domains(self):
        """In the shop, look last among plain pricelists that are on no website.

        Not among those with rules, because these are for staff until they are given to
        a website.
        """
        domains = super()._get_currency_search_domains()
        if ir_http.get_request_website():
            domains.append(
                Domain("company_id", "in", (self.env.company.id, False))
                & Domain("website_id", "=", False)
                & Domain("item_ids", "=", False)
            )
        return domains

    @api.model
    def _prepare_currency_pricelist_vals(self, currency):
        """Keep it off the websites, because Odoo puts it on the company's first one.

        As the first pricelist there it would show its currency to all visitors.
        """
        vals = super()._prepare_currency_pricelist_vals(currency)
        return vals | {"website_id": False}
