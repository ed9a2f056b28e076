from odoo.tests import HttpCase, new_test_user, tagged

from ..common import PASSWORD, OnboardingCommon


@tagged("post_install", "-at_install")
class TestPortalPages(OnboardingCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer(user_id=cls.env.ref("base.user_admin").id)
        cls.user = cls.make_portal_user(cls.customer)
        cls.invoice = cls.make_invoice(cls.customer)
        cls.quotation = cls.make_order(cls.customer)
        cls.order = cls.make_order(cls.customer, state="sale")

    def setUp(self):
        super().setUp()
        self.authenticate(self.user.login, PASSWORD)

    def assert_switched_off(self, path, area):
        response = self.url_open(path, allow_redirects=False)
        self.assertEqual(response.status_code, 403, path)
        self.assertIn(f"Switched off for your account: {area.name}", response.text)
        self.assertIn(self.customer.user_id.name, response.text)

    def test_whom_to_ask(self):
        """The contact's own salesperson, else the customer's, else the company."""
        contact = self.make_customer("Camille", parent_id=self.customer.id)
        user = self.make_portal_user(contact)
        self.customer.portal_off_area_ids = self.area_invoices
        own = new_test_user(self.env, "own", name="Salesperson of Camille")
        expected = {
            own: own.name,
            own.browse(): self.customer.user_id.name,
            None: f"<strong>{self.company.name}</strong>",
        }
        self.authenticate(user.login, PASSWORD)
        for salesperson, text in expected.items():
            if salesperson is None:
                self.customer.user_id = False
            contact.user_id = salesperson
            page = self.url_open("/my/invoices").text
            self.assertIn(text, page)

    def test_pages(self):
        for area, paths, marker in (
            (
                self.area_invoices,
                (
                    "/my/invoices",
                    "/my/invoices/page/2",
                    "/my/invoices?filterby=bills",
                    f"/my/invoices/{self.invoice.id}",
                    f"/my/invoices/{self.invoice.id}?report_type=pdf&download=true",
                ),
                self.invoice.name,
            ),
            (
                self.area_orders,
                ("/my/orders", f"/my/orders/{self.order.id}"),
                self.order.name,
            ),
            (
                self.area_quotations,
                ("/my/quotes", f"/my/orders/{self.quotation.id}"),
                self.quotation.name,
            ),
        ):
            with self.subTest(area=area.code):
                response = self.url_open(paths[0])
                self.assertEqual(response.status_code, 200)
                self.assertIn(marker, response.text)
                with self.areas_off(self.customer, area):
                    for path in paths:
                        self.assert_switched_off(path, area)
                self.assertIn(marker, self.url_open(paths[0]).text)

    def test_the_order_page_of_a_quotation_stays(self):
        self.customer.portal_off_area_ids = self.area_orders
        response = self.url_open(f"/my/orders/{self.quotation.id}")
        self.assertEqual(response.status_code, 200)
        self.assertIn(self.quotation.name, response.text)

    def test_a_document_link_keeps_working(self):
        """Staff sent it on purpose: the token opens the document all the same."""
        url = self.invoice.get_portal_url()
        self.customer.portal_off_area_ids = self.area_invoices
        self.assertIn(self.invoice.name, self.url_open(url).text)
        wrong = f"/my/invoices/{self.invoice.id}?access_token=wrong"
        self.assert_switched_off(wrong, self.area_invoices)

    def test_cards(self):
        cards = {
            self.area_invoices: "/my/invoices?filterby=invoices",
            self.area_orders: 'href="/my/orders"',
            self.area_quotations: 'href="/my/quotes"',
        }
        for area, card in cards.items():
            with self.subTest(area=area.code):
                self.assertIn(card, self.url_open("/my").text)
                with self.areas_off(self.customer, area):
                    self.assertNotIn(card, self.url_open("/my").text)

    def test_a_card_is_known_by_its_page_or_its_counter(self):
        """Not every area names both, nor does every card have a counter."""
        cards = {
            '"/my/invoices?filterby=invoices"': {"url_paths": "/my/invoices"},
            '"/my/orders"': {"counter_keys": "order_count"},
        }
        for card, values in cards.items():
            area = self.env["portal.area"].create(
                {"name": "Some", "code": "some", **values}
            )
            with self.subTest(card=card):
                self.assertIn(card, self.url_open("/my").text)
                with self.areas_off(self.customer, area):
                    self.assertNotIn(card, self.url_open("/my").text)
            area.unlink()

    def test_everything_off_is_still_a_portal(self):
        self.customer.portal_off_area_ids = self.env["portal.area"].search([])
        for path in ("/my", "/my/account", "/my/addresses", "/my/security"):
            self.assertEqual(self.url_open(path).status_code, 200, path)

    def test_counters(self):
        names = ["invoice_count", "order_count", "quotation_count"]
        counters = self.make_jsonrpc_request("/my/counters", {"counters": names})
        self.assertTrue(all(counters[name] for name in names), counters)
        self.customer.portal_off_area_ids = self.env["portal.area"].search([])
        counters = self.make_jsonrpc_request("/my/counters", {"counters": names})
        self.assertFalse(any(counters[name] for name in names), counters)

    def test_rpc(self):
        def search_read():
            return self.make_jsonrpc_request(
                "/web/dataset/call_kw",
                {
                    "model": "account.move",
                    "method": "search_read",
                    "args": [[], ["name"]],
                    "kwargs": {},
                },
            )

        self.assertEqual([r["name"] for r in search_read()], [self.invoice.name])
        self.customer.portal_off_area_ids = self.area_invoices
        self.assertEqual(search_read(), [])

    def test_staff_pages_are_untouched(self):
        self.env.user.partner_id.portal_off_area_ids = self.area_invoices
        self.authenticate("admin", "admin")
        self.env.ref(
            "base.user_admin"
        ).partner_id.portal_off_area_ids = self.area_invoices
        self.assertEqual(self.url_open("/my/invoices").status_code, 200)
