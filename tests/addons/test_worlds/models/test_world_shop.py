"""A shop in dollars with customers in euros, for the tests beside Odoo's website."""

from unittest.mock import patch

from odoo import fields, models
from odoo.fields import Command

# euros for a dollar, by days before today
RATES = {40: 0.5, 0: 0.9137}


class TestWorldShop(models.AbstractModel):
    """A survey for 123.45 dollars, and customers who may buy it."""

    _name = "test.world.shop"
    _inherit = "test.world"
    _description = "Shop with customers in two currencies"

    def _make(self):
        """Make it all, in a database of the kind "website" whose company has dollars.

        :return: `product`, the id of the product's template, and its `page`
        :rtype: dict
        """
        self = self._quiet()
        assert self.env.company.currency_id == self.env.ref("base.USD")
        euro = self.env.ref("base.EUR")
        euro.active = True
        self._make_rates(euro)
        product = self._make_product()
        self._open_payment()
        for name, currency in (("euro", euro), ("guest", euro), ("plain", None)):
            self._make_customer(name, currency)
        slug = self.env["ir.http"]._slug(product)
        return {"product": product.id, "page": f"/shop/{slug}"}

    def _make_rates(self, currency):
        today = fields.Date.today()
        self.env["res.currency.rate"].create(
            [
                {
                    "name": fields.Date.subtract(today, days=days),
                    "currency_id": currency.id,
                    "rate": rate,
                }
                for days, rate in RATES.items()
            ]
        )

    def _make_product(self):
        return self.env["product.template"].create(
            {
                "name": "Survey",
                # nothing to deliver
                "type": "service",
                "list_price": 123.45,
                "taxes_id": [Command.clear()],
                "is_published": True,
            }
        )

    def _open_payment(self):
        """Let customers pay by bank transfer."""
        provider = self.env.ref("payment.payment_provider_transfer")
        provider.write({"state": "enabled", "is_published": True})
        provider._transfer_ensure_pending_msg_is_set()

    def _make_customer(self, name, currency):
        """Make a customer with a portal user, and an address for the checkout."""
        partner = self.env["res.partner"].create(
            {
                "name": name,
                "email": f"{name}@example.com",
                "phone": "+32 2 123 45 67",
                "street": "1 Long Street",
                "city": "Namur",
                "zip": "5000",
                "country_id": self.env.ref("base.be").id,
                "property_sale_currency_id": currency and currency.id,
            }
        )
        self._make_portal_user(partner, name)

    def _switch_pricelists_off(self):
        """Use no pricelists, as an administrator chooses in the settings."""
        settings = self.env["res.config.settings"]
        settings.create({"group_product_pricelist": False}).execute()

    def _ask_outside_a_request(self):
        """Ask for currencies as a program does that only pretends to be in the shop.

        Odoo's own tests do so.

        :return: names of the currencies of the pricelists `offered`, of the one
            `chosen` for the customer "euro", and of what the website has `shown`
        :rtype: dict
        """
        website = self.env["website"].search([], limit=1)
        euro = self.env["res.partner"].search([("name", "=", "euro")], limit=1)
        offer = self.env["product.pricelist"].create(
            {
                "name": "Offer",
                "currency_id": self.env.company.currency_id.id,
                "website_id": website.id,
                "selectable": True,
            }
        )
        asked = "odoo.addons.website.models.ir_http.get_request_website"
        with patch(asked, return_value=website):
            told = {
                "offered": website.get_pricelist_available().mapped("currency_id.name"),
                "chosen": euro.property_product_pricelist.currency_id.name,
                "shown": website.currency_id.name,
            }
        offer.unlink()
        return told
