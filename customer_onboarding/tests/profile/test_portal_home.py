import re

from odoo.tests import HttpCase, new_test_user, tagged

from ..common import PASSWORD, OnboardingCommon


@tagged("post_install", "-at_install")
class TestPortalHome(OnboardingCommon, HttpCase):
    """The portal's first page, and the addresses on the account page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"phone": "+1 555 0111", "email": "office@example.com"})
        cls.seller = new_test_user(cls.env, "anna", name="Anna Seller")
        cls.seller.partner_id.write(
            {"phone": "+1 555 0122", "email": "anna@example.com"}
        )
        cls.france = cls.env.ref("base.fr")
        cls.customer = cls.make_customer(
            street="9 Head Office",
            city="Lyon",
            zip="69001",
            country_id=cls.france.id,
            phone="+33 1",
            user_id=cls.seller.id,
        )
        cls.user = cls.make_portal_user(cls.customer)

    def section(self, path, css_class):
        """The text of a section of a page; None if there is none."""
        html = self.url_open(path).text
        found = re.search(rf"<section[^>]*{css_class}.*?</section>", html, re.S)
        return found and " ".join(re.sub(r"<[^>]*>", " ", found[0]).split())

    def sign_in(self, user=None):
        self.authenticate((user or self.user).login, PASSWORD)

    def greeting(self):
        return self.section("/my", "o_portal_greeting")

    def test_greeting_and_contact_person(self):
        contact = self.make_customer(
            "Camille", parent_id=self.customer.id, user_id=False
        )
        user = self.make_portal_user(contact)
        self.sign_in(user)
        self.assertEqual(
            self.greeting(),
            "Hello, Camille Your contact person: Anna Seller +1 555 0122 "
            "anna@example.com",
        )
        # once: Odoo names it beside the page, too
        self.assertEqual(self.url_open("/my").text.count("Anna Seller"), 1)
        own = new_test_user(self.env, "bo", name="Bo Seller")
        contact.user_id = own
        self.assertIn("Bo Seller", self.greeting())
        office = (
            f"Hello, Camille Your contact: {self.company.name} +1 555 0111 "
            "office@example.com"
        )
        # who has left, and the visitor's user, are nobody to ask
        for nobody in (own.browse(), self.env.ref("base.public_user"), own):
            own.active = nobody != own
            contact.user_id = nobody
            self.customer.user_id = False
            self.assertEqual(self.greeting(), office)

    def profile(self):
        return self.section("/my", "o_portal_profile")

    def dismiss(self):
        html = self.url_open("/my").text
        token = re.search(r'name="csrf_token"\s+value="([^"]*)"', html)[1]
        return self.url_open("/my/profile/dismiss", data={"csrf_token": token})

    def test_the_profile_asks_for_what_is_missing_only(self):
        self.sign_in()
        self.assertIsNone(self.profile())
        self.customer.write({"phone": False, "zip": False})
        self.assertEqual(
            self.profile(),
            "Complete your profile Still missing: Phone, Zip Complete Not now",
        )
        # a country that needs no postal code asks for none
        self.customer.country_id = self.env.ref("base.hk")
        self.assertIn("Still missing: Phone Complete", self.profile())
        # and another one for a state
        self.customer.country_id = self.env.ref("base.us")
        self.assertIn("Phone, Zip, State", self.profile())
        self.customer.write({"phone": "1", "zip": "1"})
        self.customer.state_id = self.env.ref("base.state_us_5")
        self.assertIsNone(self.profile())

    def test_the_question_is_dismissed(self):
        self.customer.phone = False
        colleague = self.make_customer(
            "Camille", parent_id=self.customer.id, phone=False
        )
        user = self.make_portal_user(colleague)
        self.sign_in()
        self.assertTrue(self.profile())
        response = self.dismiss()
        self.assertTrue(response.url.endswith("/my"), response.url)
        self.assertIsNone(self.profile())
        # something else is missing by now
        self.customer.city = False
        self.assertIn("Phone, City", self.profile())
        self.dismiss()
        self.assertIsNone(self.profile())
        # everybody for themselves
        self.sign_in(user)
        self.assertIn("Phone", self.profile())

    def test_dismissing_needs_a_form_of_ours(self):
        self.customer.phone = False
        self.sign_in()
        self.url_open("/my/profile/dismiss", data={"csrf_token": "x"})
        self.url_open("/my/profile/dismiss")
        self.assertTrue(self.profile())

    def test_account_page_shows_where_invoices_and_goods_go(self):
        self.sign_in()
        path, css_class = "/my/account", "o_portal_account_addresses"
        section = self.section(path, css_class)
        self.assertEqual(section.count("9 Head Office"), 2)
        self.customer.write(
            {"billing_street": "1 Billing Street", "shipping_street": "2 Dock Road"}
        )
        section = self.section(path, css_class)
        invoices, goods = section.split("Goods go to")
        self.assertIn("1 Billing Street", invoices)
        self.assertIn("2 Dock Road", goods)
        self.assertNotIn("9 Head Office", section)
        contact = self.make_customer("Camille", parent_id=self.customer.id)
        self.sign_in(self.make_portal_user(contact))
        self.assertEqual(self.section(path, css_class), section)

    def test_staff_see_their_own_first_page(self):
        """Internal users may look at the portal, too."""
        self.authenticate("admin", "admin")
        self.assertIn("Hello,", self.greeting())

    def test_cost_of_the_first_page(self):
        self.sign_in()
        self.url_open("/my")
        values = []
        for phone in ("1", False):
            self.customer.phone = phone
            self.env.flush_all()
            self.url_open("/my")
            before = self.env.cr.sql_log_count
            self.url_open("/my")
            values.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*values)
