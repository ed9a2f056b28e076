import re

from odoo.http import root
from odoo.tests import HttpCase, tagged

from ..common import PASSWORD, OnboardingCommon

HTML = re.compile(r"<html\b[^>]*>")


@tagged("post_install", "-at_install")
class TestPortalLanguage(OnboardingCommon, HttpCase):
    """The first page of a signed-in customer is in the customer's language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("de_DE", "ar_001"):
            cls.env["res.lang"]._activate_lang(code)
        cls.env["ir.module.module"]._load_module_terms(
            ["web", "portal", "customer_onboarding"], ["fr_FR", "de_DE", "ar_001"]
        )
        cls.customer = cls.make_customer(lang="fr_FR")
        cls.user = cls.make_portal_user(cls.customer)

    def sign_in(self, path="/web/login", **data):
        page = self.url_open(path)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
        return self.url_open(
            "/web/login",
            data={
                "login": self.user.login,
                "password": PASSWORD,
                "csrf_token": token,
                **data,
            },
        )

    def assert_language(self, response, code, text="", path=None):
        tag = HTML.search(response.text).group()
        direction = "rtl" if code.startswith("ar") else "ltr"
        self.assertEqual(response.status_code, 200)
        self.assertIn(f'lang="{code.replace("_", "-")}"', tag)
        self.assertIn(f'dir="{direction}"', tag)
        self.assertTrue(text in response.text, text)
        if path:
            self.assertTrue(response.url.endswith(path), response.url)

    def set_cookie(self, code):
        self.opener.cookies.set("frontend_lang", code, domain="127.0.0.1", path="/")

    def test_first_page_after_signing_in(self):
        cookies = (None, "en_US", "de_DE", "ar_001", "xx_XX", "fr_FR")
        for cookie in cookies:
            for data in ({}, {"redirect": "/my/invoices"}, {"redirect": "/de/my"}):
                with self.subTest(cookie=cookie, **data):
                    self.authenticate(None, None)
                    self.opener.cookies.clear()
                    if cookie:
                        self.set_cookie(cookie)
                    response = self.sign_in(**data)
                    path = data.get("redirect", "/my").removeprefix("/de")
                    self.assert_language(response, "fr_FR", path=f"/fr{path}")
                    # and so is the next page
                    self.assert_language(self.url_open("/my/account"), "fr_FR")

    def test_direction(self):
        self.customer.lang = "ar_001"
        self.set_cookie("fr_FR")
        self.assert_language(self.sign_in(), "ar_001", path="/ar/my")
        self.customer.lang = "fr_FR"
        self.assert_language(self.url_open("/my"), "fr_FR", path="/fr/my")

    def test_another_language_can_be_looked_at(self):
        self.assert_language(self.sign_in(), "fr_FR")
        self.assert_language(self.url_open("/de/my"), "de_DE", path="/de/my")
        self.assert_language(self.url_open("/my/account"), "de_DE")
        self.assertEqual(self.customer.lang, "fr_FR")

    def test_open_session_follows_a_change_by_staff(self):
        self.assert_language(self.sign_in(), "fr_FR")
        self.customer.lang = "de_DE"
        response = self.url_open("/fr/my/account?a=1")
        self.assert_language(response, "de_DE", path="/de/my/account?a=1")
        session = root.session_store.get(self.opener.cookies["session_id"])
        self.assertEqual(session.context["lang"], "de_DE", "of programs on the page")
        self.customer.lang = "en_US"
        self.assert_language(self.url_open("/my"), "en_US", path="/my")

    def test_next_user_of_the_session(self):
        self.assert_language(self.sign_in(), "fr_FR")
        self.assert_language(self.url_open("/de/my"), "de_DE")
        self.user = self.make_portal_user(self.make_customer("Otto", lang="en_US"))
        self.assert_language(self.sign_in(), "en_US", path="/my")
        # of the same language as the one before
        self.assert_language(self.url_open("/de/my"), "de_DE")
        self.user = self.make_portal_user(self.make_customer("Otis", lang="en_US"))
        self.assert_language(self.sign_in(), "en_US", path="/my")

    def test_staff_look_at_the_portal_as_stock_lets_them(self):
        self.env.ref("base.user_admin").lang = "fr_FR"
        self.authenticate("admin", "admin")
        self.assert_language(self.url_open("/de/my"), "de_DE", path="/de/my")

    def test_a_form_is_not_lost_to_the_new_language(self):
        self.sign_in()
        page = self.url_open("/my/account")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
        self.customer.lang = "de_DE"
        data = {"lang": "ar_001", "csrf_token": token}
        self.url_open("/my/account/language", data=data)
        self.assertEqual(self.customer.lang, "ar_001")

    def test_page_of_a_switched_off_area(self):
        self.set_cookie("de_DE")
        with self.areas_off(self.customer, self.area_invoices):
            response = self.sign_in(redirect="/my/invoices")
        self.assertEqual(response.status_code, 403)
        self.assertIn('lang="fr-FR"', HTML.search(response.text).group())

    def test_login_page(self):
        self.opener.cookies.clear()
        response = self.url_open("/fr/clients/login")
        self.assert_language(response, "fr_FR", "Mot de passe")
        self.assertIn("/web/login", response.url)
        response = self.url_open("/ar/clients/login")
        self.assert_language(response, "ar_001")
        self.set_cookie("xx_XX")
        self.assert_language(self.url_open("/web/login"), "en_US", "Password")

    def test_second_factor(self):
        self.set_cookie("de_DE")
        self.user.sudo().totp_secret = "JBSWY3DPEHPK3PXP"
        response = self.sign_in()
        self.assertIn("/web/login/totp", response.url)
        self.assert_language(response, "fr_FR")

    def test_link_to_reset_the_password(self):
        self.customer.signup_prepare(signup_type="reset")
        token = self.customer._generate_signup_token()
        self.set_cookie("de_DE")
        response = self.url_open(f"/web/reset_password?token={token}")
        self.assert_language(response, "fr_FR")
        self.assertEqual(self.opener.cookies["frontend_lang"], "fr_FR")
        self.opener.cookies.clear()
        self.set_cookie("de_DE")
        response = self.url_open("/web/reset_password?token=junk")
        self.assert_language(response, "de_DE")

    def change_language(self, lang):
        page = self.url_open("/my/account")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
        data = {"lang": lang, "csrf_token": token}
        return self.url_open("/my/account/language", data=data)

    def test_own_account_page(self):
        self.sign_in()
        page = self.url_open("/my/account")
        self.assertIn("Deutsch", page.text)
        self.assertIn('action="/my/account/language"', page.text)
        response = self.change_language("de_DE")
        self.assert_language(response, "de_DE", path="/de/my/account")
        self.assertEqual(self.customer.lang, "de_DE")
        # no such language, or none that the portal has
        for lang in ("es_ES", "nonsense", ""):
            response = self.change_language(lang)
            self.assert_language(response, "de_DE")
            alert = re.search(
                r'<p class="alert alert-danger[^>]*>([^<]*)', response.text
            )
            self.assertIn(f"{lang}", alert[1])
            self.assertIn("English (US)", alert[1])
            self.assertEqual(self.customer.lang, "de_DE")

    def test_own_account_page_when_locked(self):
        self.sign_in()
        self.make_invoice(self.customer)
        page = self.url_open("/my/account")
        self.assertRegex(page.text, r'<select[^>]+id="o_portal_lang"[^>]+disabled')
        response = self.change_language("de_DE")
        self.assert_language(response, "fr_FR")
        self.assertEqual(self.customer.lang, "fr_FR")

    def test_a_new_address_has_the_language_of_the_customer(self):
        self.sign_in()
        page = self.url_open("/de/my/address")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
        self.url_open(
            "/de/my/address/submit",
            data={
                "csrf_token": token,
                "address_type": "delivery",
                "name": "Depot",
                "email": "depot@example.com",
                "phone": "1",
                "street": "Rue 1",
                "city": "Lyon",
                "zip": "69001",
                "country_id": self.env.ref("base.fr").id,
            },
        )
        depot = self.customer.child_ids.filtered(lambda child: child.name == "Depot")
        self.assertEqual(depot.lang, "fr_FR")
