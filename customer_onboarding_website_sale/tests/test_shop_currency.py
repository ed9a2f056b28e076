from odoo.addons.customer_onboarding.tests.common import PASSWORD, OnboardingCommon
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestShopCurrency(OnboardingCommon, HttpCase):
    """The shop in the currency of the customer who is signed in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].search([], limit=1)
        cls.website.company_id = cls.company
        cls.env["res.currency.rate"].create(
            {"currency_id": cls.gbp.id, "rate": 2, "company_id": cls.company.id}
        )
        cls.product = cls.env["product.template"].create(
            {
                "name": "Survey",
                "type": "service",
                "list_price": 123.0,
                "taxes_id": False,
                "is_published": True,
            }
        )
        cls.customer = cls.make_customer(property_sale_currency_id=cls.gbp.id)
        cls.plain = cls.make_customer("Plain")
        for partner in (cls.customer, cls.plain):
            cls.make_portal_user(partner)

    def prices(self, partner):
        """The page of the product, as a customer or a visitor sees it."""
        self.authenticate(*(partner.email, PASSWORD) if partner else (None, None))
        slug = self.env["ir.http"]._slug(self.product)
        return self.url_open(f"/shop/{slug}").text

    def test_prices_follow_the_customer(self):
        self.assertIn("246.00", self.prices(self.customer))
        self.assertIn("123.00", self.prices(self.plain))
        self.assertIn("123.00", self.prices(None))

    def test_prices_follow_the_customer_without_pricelists(self):
        self.env["res.config.settings"].create(
            {"group_product_pricelist": False}
        ).execute()
        self.assertIn("246.00", self.prices(self.customer))
        self.assertIn("123.00", self.prices(None))

    def test_the_pricelist_of_a_currency_is_on_no_website(self):
        """Else visitors would be shown its currency."""
        self.customer._ensure_pricelist_of_own_currency()
        [pricelist] = self.env["product.pricelist"].search(
            [("currency_id", "=", self.gbp.id), ("company_id", "=", self.company.id)]
        )
        self.assertFalse(pricelist.website_id)
