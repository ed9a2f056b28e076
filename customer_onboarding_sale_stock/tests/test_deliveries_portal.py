from odoo.addons.customer_onboarding.tests.common import PASSWORD, OnboardingCommon
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestDeliveriesPortal(OnboardingCommon, HttpCase):
    """Deliveries on the page of their order, which reads them as superuser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.user = cls.make_portal_user(cls.customer)
        cls.area = cls.env.ref("customer_onboarding.portal_area_deliveries")
        cls.product_a.type = "consu"
        cls.order = cls.make_order(cls.customer)
        cls.order.action_confirm()
        cls.picking = cls.order.picking_ids
        cls.picking.name = "SLIP/0042"

    def test_the_order_stays_without_its_deliveries(self):
        self.authenticate(self.user.login, PASSWORD)
        page = f"/my/orders/{self.order.id}"
        self.assertIn(self.picking.name, self.url_open(page).text)
        self.customer.portal_off_area_ids = self.area
        text = self.url_open(page).text
        self.assertIn(self.order.name, text)
        self.assertNotIn(self.picking.name, text)

    def test_the_preview_counts_deliveries_of_orders(self):
        documents, domain = self.area._get_documents(self.user)
        self.assertEqual(documents.search(domain), self.picking)
