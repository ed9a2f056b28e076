from datetime import timedelta
from html import unescape

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged

from ..common import PASSWORD, OnboardingCommon

NEW = "new@example.com"
OLD = "camille@example.com"
# of a link, in the language of whoever opens it
DEAD = "This link no longer works|Ce lien ne fonctionne plus"


@tagged("post_install", "-at_install")
class TestAccountEmail(OnboardingCommon, HttpCase):
    """Who reads the mails of an account is decided by its owner or by staff."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.france = cls.env.ref("base.fr")
        address = {
            "street": "1 Rue",
            "city": "Lyon",
            "zip": "69001",
            "phone": "1",
            "country_id": cls.france.id,
        }
        cls.customer = cls.make_customer(**address)
        cls.contact = cls.make_customer(
            "Camille",
            parent_id=cls.customer.id,
            type="delivery",
            email=OLD,
            lang="fr_FR",
            **address,
        )
        cls.user = cls.make_portal_user(cls.contact)
        cls.colleague = cls.make_portal_user(
            cls.make_customer("Boss", parent_id=cls.customer.id)
        )

    def assert_unchanged(self):
        self.env.invalidate_all()
        self.assertEqual(self.contact.email, OLD)
        self.assertEqual(self.user.login, OLD)

    def submit(self, partner, path="/my/address/submit", **values):
        """The answer to the portal's address form."""
        data = {
            "csrf_token": self.csrf_token("/my/account"),
            "partner_id": partner.id,
            "address_type": "delivery",
            "name": partner.name,
            "email": partner.email,
            "phone": partner.phone or "1",
            "street": partner.street or "1 Rue",
            "city": "Lyon",
            "zip": "69001",
            "country_id": self.france.id,
        }
        return self.url_open(path, data=data | values)

    def rpc_write(self, record, values):
        call = {"model": record._name, "method": "write", "kwargs": {}}
        call["args"] = [record.ids, values]
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": call}
        return self.url_open("/web/dataset/call_kw", json=body).json()

    def request_link(self):
        """The user enters a new address on the account page: the link sent there."""
        self.authenticate(self.user.login, PASSWORD)
        answer = self.submit(self.contact, email=NEW).json()
        self.assertTrue(answer["redirectUrl"])
        return self.confirm_link()

    def confirm_link(self):
        mail = self.queued_mails(self.contact).sorted("id")[-1]
        return self.outgoing_link(mail, "/my/email/confirm")

    def test_colleague_on_the_address_page(self):
        self.authenticate(self.colleague.login, PASSWORD)
        answer = self.submit(self.contact, email=NEW, street="2 Rue").json()
        self.assertEqual(answer["invalid_fields"], ["email"])
        self.assertIn("The email address of Camille belongs to", answer["messages"][0])
        self.assert_unchanged()
        # without the page's own checks
        response = self.submit(self.contact, email=NEW, verify_address_values="")
        self.assertGreaterEqual(response.status_code, 400)
        self.assert_unchanged()
        # what else the address says may be changed
        self.assertIn("redirectUrl", self.submit(self.contact, street="3 Rue").text)
        self.assertEqual(self.contact.street, "3 Rue")
        self.assertFalse(self.contact.requested_email)

    def test_contact_without_an_account(self):
        depot = self.make_customer("Depot", parent_id=self.customer.id, type="other")
        self.authenticate(self.colleague.login, PASSWORD)
        self.submit(depot, email=NEW)
        self.assertEqual(depot.email, NEW)

    def test_archived_account(self):
        self.user.active = False
        self.authenticate(self.colleague.login, PASSWORD)
        answer = self.submit(self.contact, email=NEW).json()
        self.assertEqual(answer["invalid_fields"], ["email"])
        self.assert_unchanged()

    def test_an_employees_own_address(self):
        """Also where the portal's checks are left out."""
        employee = self.env["res.users"].create(
            {"name": "E", "login": "e", "email": OLD}
        )
        employee.partner_id.write({"parent_id": self.customer.id, "type": "other"})
        self.authenticate(self.colleague.login, PASSWORD)
        self.submit(employee.partner_id, email=NEW, verify_address_values="")
        self.env.invalidate_all()
        self.assertEqual(employee.email, OLD)

    def test_program_of_a_colleague(self):
        self.authenticate(self.colleague.login, PASSWORD)
        for record, values in (
            (self.contact, {"email": NEW}),
            (self.user, {"email": NEW}),
            (
                self.customer,
                {"child_ids": [Command.update(self.contact.id, {"email": NEW})]},
            ),
        ):
            self.assertIn("error", self.rpc_write(record, values))
            self.assert_unchanged()

    def test_code_that_writes_as_superuser_for_a_customer(self):
        public = self.env.ref("base.public_user")
        for user in (self.colleague, public):
            for record, values in (
                (self.contact, {"email": NEW}),
                (self.contact, {"email": False}),
                (self.contact, {"email": f"{OLD}, {NEW}"}),
                (self.user, {"email": NEW}),
            ):
                with (
                    self.subTest(user=user.id, model=record._name, **values),
                    self.assertRaisesRegex(
                        UserError, "Camille, when signed in, or the staff"
                    ),
                ):
                    record.with_user(user).sudo().write(values)
        # through the parent, as Odoo does it within a request: not as superuser
        transaction = self.env.transaction
        self.addCleanup(setattr, transaction, "default_env", transaction.default_env)
        transaction.default_env = self.env(user=self.colleague)
        command = Command.update(self.contact.id, {"email": NEW})
        with self.assertRaises(UserError):
            self.customer.with_user(self.colleague).sudo().child_ids = [command]
        # the same address in other letters
        self.contact.with_user(public).sudo().email = "Camille <CAMILLE@example.com>"
        self.assertEqual(self.contact.email_normalized, OLD)

    def test_an_account_without_address_is_not_given_one(self):
        self.contact.email = False
        with self.assertRaises(UserError):
            self.contact.with_user(self.colleague).sudo().email = f"{OLD}, {NEW}"

    def test_sign_up_for_a_contact_whose_account_is_archived(self):
        """Whoever has such a link does not take the contact's address over."""
        self.user.active = False
        self.contact.signup_prepare()
        token = self.contact.sudo()._generate_signup_token()
        link = f"/web/signup?token={token}"
        data = {
            "csrf_token": self.csrf_token(link),
            "token": token,
            "login": NEW,
            "name": "x",
            "password": PASSWORD,
            "confirm_password": PASSWORD,
        }
        page = self.url_open("/web/signup", data=data)
        self.assertIn("Camille appartient à un compte", unescape(page.text))
        self.assert_unchanged()

    def test_own_address_by_a_confirmed_link(self):
        link = self.request_link()
        self.assert_unchanged()
        self.assertRegex(link, r"^/fr/my/email/confirm\?token=[\w-]{40,}$")
        mail = self.queued_mails(self.contact)
        self.assertEqual(mail.email_to, NEW)
        self.assertFalse(mail.recipient_ids)
        self.assertNotIn("token=", f"{mail.read()} {mail.mail_message_id.read()}")
        page = self.url_open("/my/account").text
        self.assertRegex(page, rf"Nous avons envoyé un lien à\s+<strong>{NEW}</strong>")
        mail.unlink()
        # the link is opened: the login follows, and the session goes on
        page = self.url_open(link)
        self.assertIn("Votre nouvelle adresse e-mail est confirmée", page.text)
        self.assertIn(NEW, page.text)
        self.env.invalidate_all()
        self.assertEqual(self.contact.email, NEW)
        self.assertEqual(self.user.login, NEW)
        self.assertTrue(self.url_open("/my/account").url.endswith("/my/account"))
        self.assertNotIn("Nous avons envoyé", self.url_open("/my/account").text)
        # the old address is told
        mail = self.queued_mails(self.contact)
        self.assertEqual((mail.email_to, mail.recipient_ids.ids), (OLD, []))
        self.assertIn(NEW, mail.body_html)
        # the link works once
        self.contact.email = OLD
        self.authenticate(OLD, PASSWORD)
        self.assertRegex(self.url_open(link).text, DEAD)
        self.assert_unchanged()

    def test_own_address_by_a_program(self):
        self.authenticate(self.user.login, PASSWORD)
        answer = self.rpc_write(self.user, {"email": NEW, "signature": "Camille"})
        self.assertTrue(answer.get("result"), answer)
        self.assert_unchanged()
        self.assertIn("Camille", self.user.signature)
        self.assertEqual(self.contact.requested_email, NEW)
        self.assertIn("/my/email/confirm?token=", self.confirm_link())

    def test_the_other_values_of_the_page_are_saved(self):
        self.authenticate(self.user.login, PASSWORD)
        answer = self.submit(self.contact, email=NEW, street="9 Rue", callback="/my")
        self.assertEqual(answer.json()["redirectUrl"], "/my/account")
        self.assertEqual(self.contact.street, "9 Rue")
        self.assert_unchanged()

    def test_what_cannot_be_an_own_address(self):
        self.authenticate(self.user.login, PASSWORD)
        for email, reason in (
            (f"{NEW}, b@example.com", "Adresse e-mail incorrecte"),
            (self.colleague.login.upper(), "appartient à un autre compte"),
        ):
            answer = self.submit(self.contact, email=email).json()
            self.assertIn("email", answer["invalid_fields"])
            self.assertIn(reason, " ".join(answer["messages"]))
        for email in (False, "", "nonsense", f"{NEW}, b@example.com"):
            answer = self.rpc_write(self.user, {"email": email})
            message = answer["error"]["data"]["message"]
            self.assertRegex(message, "Enter one valid|Saisissez une seule")
        self.assert_unchanged()
        self.assertFalse(self.queued_mails(self.contact))

    def test_link_is_of_no_use_to_others(self):
        link = self.request_link()
        # a stranger at a mistyped address, who has no account to sign in with
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(link).url)
        # a colleague
        self.authenticate(self.colleague.login, PASSWORD)
        page = self.url_open(link)
        self.assertIn("autre compte", page.text)
        self.assert_unchanged()
        for token in ("", "junk", "é", link.partition("token=")[2][:-4] + "AAAA"):
            page = self.url_open("/my/email/confirm", params={"token": token})
            self.assertEqual(page.status_code, 200, token)
            self.assertRegex(page.text, DEAD)

    def test_link_dies_with_another_change(self):
        link = self.request_link()
        self.contact.email = "staff@example.com"
        self.assertFalse(self.contact.requested_email)
        self.contact.email = OLD
        self.authenticate(OLD, PASSWORD)
        self.assertRegex(self.url_open(link).text, DEAD)
        self.assert_unchanged()

    def test_link_dies_with_another_request(self):
        link = self.request_link()
        self.submit(self.contact, email="newer@example.com")
        self.assertRegex(self.url_open(link).text, DEAD)
        self.assert_unchanged()
        self.assertIn("est confirmée", self.url_open(self.confirm_link()).text)
        self.assertEqual(self.contact.email, "newer@example.com")

    def test_link_expires(self):
        link = self.request_link()
        token = link.partition("token=")[2]
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self.assertFalse(self.contact._get_pending_email())
            self.assertFalse(self.contact._confirm_email(token))
        self.assert_unchanged()

    def test_address_taken_in_the_meantime(self):
        link = self.request_link()
        self.make_portal_user(self.make_customer("Quick"), NEW)
        page = self.url_open(link)
        self.assertIn("appartient à un autre compte", unescape(page.text))
        self.assertNotIn("Quick", page.text)
        self.assert_unchanged()

    def test_staff_change_it(self):
        clerk = self.env["res.users"].create({"name": "Clerk", "login": "clerk"})
        clerk.group_ids = self.env.ref("base.group_user") | self.env.ref(
            "base.group_partner_manager"
        )
        self.contact.with_user(clerk).email = NEW
        self.assertEqual(self.user.login, NEW)
        self.assertFalse(self.queued_mails(self.contact), "no link: it is staff's")
        # and so does the system
        self.contact.with_user(self.env.ref("base.user_root")).email = OLD
        self.assert_unchanged()
        # without an address: links die, the login stays
        self.contact.with_user(clerk).email = False
        self.assertEqual(self.user.login, OLD)

    def test_colleagues_do_not_read_the_requested_address(self):
        self.request_link()
        with self.assertRaises(UserError):
            self.customer.with_user(self.colleague).search(
                [("requested_email", "=", NEW)]
            )
