import re

from odoo.exceptions import UserError
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
        langs = ["fr_FR", "de_DE", "ar_001"]
        cls.load_terms(["web", "portal", "customer_onboarding"], langs)
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
        self.assertRegex(page.text, r'<select[^>]+form="o_portal_address_form"')
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
        self.company.customer_language_choice = "until_transaction"
        self.sign_in()
        self.make_invoice(self.customer)
        page = self.url_open("/my/account")
        # told, not a field that cannot be filled in, and below the address
        self.assertNotIn('id="o_portal_lang"', page.text)
        section = page.text.split("o_portal_language", 1)[1].split("</section>")[0]
        self.assertIn("Français", section)
        self.assertIn(self.company.name, section)
        before = page.text.split("o_portal_language", 1)[0]
        self.assertIn('name="street"', before)
        response = self.change_language("de_DE")
        self.assert_language(response, "fr_FR")
        self.assertEqual(self.customer.lang, "fr_FR")

    def save_address(self, **values):
        """The answer to the button Save Address of the account page."""
        page = self.url_open("/my/account").text
        form = re.search(r'<form[^>]*id="(o_portal_address_form)"[^>]*>', page)
        self.assertIn('action="/my/address/submit"', form[0])
        select = re.search(r'<select[^>]*id="o_portal_lang"[^>]*>', page)
        if self.company.customer_language_choice == "always":
            self.assertIn('form="o_portal_address_form"', select[0], "sent with it")
        data = {
            "csrf_token": re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1],
            "partner_id": self.customer.id,
            "address_type": "billing",
            "use_delivery_as_billing": "true",
            "callback": "/my",
            "name": self.customer.name,
            "email": self.customer.email,
            "phone": "1",
            "street": "Rue 1",
            "city": "Lyon",
            "zip": "69001",
            "country_id": self.env.ref("base.fr").id,
        }
        return self.url_open("/my/address/submit", data=data | values).json()

    def test_language_chosen_with_the_address(self):
        self.sign_in()
        answer = self.save_address(lang="de_DE")
        self.assertEqual(answer, {"redirectUrl": "/my"})
        self.assertEqual((self.customer.lang, self.customer.city), ("de_DE", "Lyon"))
        self.assert_language(self.url_open("/my"), "de_DE", path="/de/my")
        # refused beside the field, and nothing saved
        answer = self.save_address(lang="es_ES", city="Paris")
        self.assertEqual(answer["invalid_fields"], ["lang"])
        self.assertIn("es_ES", answer["messages"][0])
        self.assertEqual((self.customer.lang, self.customer.city), ("de_DE", "Lyon"))
        self.company.customer_language_choice = "never"
        answer = self.save_address(lang="fr_FR")
        self.assertEqual(answer["invalid_fields"], ["lang"])
        self.assertEqual(self.customer.lang, "de_DE")
        # without that field, as other forms send it
        self.assertEqual(self.save_address(city="Nice"), {"redirectUrl": "/my"})

    def rpc_lang(self, lang):
        """The error of a program that writes the language, or nothing."""
        call = {"model": "res.users", "method": "write", "kwargs": {}}
        call["args"] = [self.user.ids, {"lang": lang}]
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": call}
        answer = self.url_open("/web/dataset/call_kw", json=body).json()
        return answer.get("error", {}).get("data", {}).get("message")

    def test_until_when_customers_choose(self):
        """Each setting, with and without a transaction, and with the padlock."""
        self.sign_in()
        always, until, never = "always", "until_transaction", "never"
        for lock in (False, "locked", "unlocked"):
            for has_document in (False, True):
                if has_document:
                    self.make_invoice(self.customer)
                self.customer.language_lock = lock
                for choice, allowed in (
                    (always, True),
                    (until, not has_document if not lock else lock == "unlocked"),
                    (never, False),
                ):
                    with self.subTest(lock=lock, document=has_document, choice=choice):
                        self.company.customer_language_choice = choice
                        page = self.url_open("/my/account").text
                        self.assertEqual('id="o_portal_lang"' in page, allowed)
                        error = self.rpc_lang("de_DE")
                        lang = "de_DE" if allowed else "fr_FR"
                        self.assertEqual(self.customer.lang, lang, error)
                        if not allowed:
                            self.assertIn(self.company.name, error)
                        reset = self.customer.with_context(tracking_disable=True)
                        reset.write({"language_lock": "unlocked"})
                        reset.lang = "fr_FR"
                        self.customer.language_lock = lock
                domain = [("partner_id", "=", self.customer.id)]
                moves = self.env["account.move"].search(domain)
                moves.filtered(lambda move: move.state == "posted").button_cancel()

    def test_staff_keep_the_padlock(self):
        self.company.customer_language_choice = "always"
        self.make_invoice(self.customer)
        with self.assertRaisesRegex(UserError, "is locked"):
            self.customer.lang = "de_DE"
        # a contact entered now starts with it, and its user does not change it
        colleague = self.make_portal_user(
            self.make_customer("Boss", parent_id=self.customer.id)
        )
        self.assertEqual(colleague.lang, "fr_FR")
        with self.assertRaises(UserError):
            self.customer.with_user(colleague).sudo().lang = "de_DE"

    def test_login_page_of_a_first_visit(self):
        """In the language that the browser asks for."""
        for accepted, code in (("fr-FR,fr;q=0.9", "fr_FR"), ("de", "de_DE")):
            self.authenticate(None, None)
            self.opener.cookies.clear()
            response = self.url_open(
                "/clients/login", headers={"Accept-Language": accepted}
            )
            self.assert_language(response, code)

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
