import re

from odoo import http
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from ..common import PASSWORD, OnboardingCommon


@tagged("post_install", "-at_install")
class TestAccountLogin(OnboardingCommon, HttpCase):
    """Customers sign in with their address, as they write it."""

    def signs_in(self, login, password=PASSWORD):
        """The login of the user who is signed in after typing this, or None."""
        self.authenticate(None, None)
        data = {"login": login, "password": password}
        data["csrf_token"] = self.csrf_token("/web/login")
        page = self.url_open("/web/login", data=data)
        if 'name="password"' in page.text:
            return None
        # not asked by HTTP: Odoo creates a user's settings then, with a warning
        session = http.root.session_store.get(self.opener.cookies["session_id"])
        return self.env["res.users"].browse(session.uid).login

    def test_any_case(self):
        self.make_portal_user(self.make_customer(), "marie@example.com")
        for typed in ("marie@example.com", "Marie@Example.com", " MARIE@EXAMPLE.COM "):
            self.assertEqual(self.signs_in(typed), "marie@example.com", typed)
        for typed in ("mari_@example.com", "mari%@example.com", "%", "marie"):
            self.assertIsNone(self.signs_in(typed), typed)

    def test_exactly_what_was_typed_comes_first(self):
        for login in ("marie@example.com", "Marie@example.com"):
            self.make_portal_user(self.make_customer(login), login)
        for login in ("marie@example.com", "Marie@example.com"):
            self.assertEqual(self.signs_in(login), login)
        self.assertIsNone(self.signs_in("MARIE@example.com"), "which of the two?")

    def test_employees_type_their_exact_login(self):
        user = self.env["res.users"].create(
            {"name": "E", "login": "Emma@example.com", "password": PASSWORD}
        )
        self.assertEqual(self.signs_in("Emma@example.com"), user.login)
        self.assertIsNone(self.signs_in("emma@example.com"))

    def test_ask_for_a_new_password_in_any_case(self):
        user = self.make_portal_user(self.make_customer(), "marie@example.com")
        self.env["res.users"].sudo().reset_password("Marie@EXAMPLE.com")
        self.assertEqual(user.partner_id.signup_type, "reset")

    def test_login_follows_the_email(self):
        user = self.make_portal_user(self.make_customer(email="Old@Example.com"))
        self.assertEqual(user.login, "Old@Example.com")
        user.partner_id.email = "New Name <New@Example.com>"
        self.assertEqual(user.login, "new@example.com")
        self.assertEqual(self.signs_in("New@Example.com"), "new@example.com")
        # after the first sign-in as well
        self.assertTrue(user.login_date)
        user.partner_id.email = "newer@example.com"
        self.assertEqual(user.login, "newer@example.com")
        # without an address, the login stays what it was
        user.partner_id.email = False
        self.assertEqual(user.login, "newer@example.com")

    def test_a_login_of_its_own_stays(self):
        user = self.make_portal_user(self.make_customer(), "marie")
        user.partner_id.email = "new@example.com"
        self.assertEqual(user.login, "marie")

    def test_a_wrong_login_is_corrected_until_the_first_sign_in(self):
        """The address was corrected where the login did not follow, and once more."""
        user = self.make_portal_user(self.make_customer(), "wrong@example.com")
        user.partner_id.email = "right@example.com"
        self.assertEqual(user.login, "right@example.com")
        user.login = "chosen@example.com"
        self.assertEqual(self.signs_in(user.login), user.login)
        user.partner_id.email = "third@example.com"
        self.assertEqual(user.login, "chosen@example.com")

    def test_the_login_of_somebody_else_is_refused(self):
        holder = self.make_portal_user(
            self.make_customer("Holder"), "TAKEN_@example.com"
        )
        user = self.make_portal_user(self.make_customer())
        for archived in (False, True):
            holder.active = not archived
            with self.assertRaisesRegex(UserError, "belongs to the account of Holder"):
                user.partner_id.email = "taken_@example.com"
        self.assertEqual(user.login, "azure.interior@example.com")
        # letters that mean something else to a database
        user.partner_id.email = "takenx@example.com"
        self.assertEqual(user.login, "takenx@example.com")

    def test_one_address_for_two_accounts_is_refused(self):
        users = self.make_portal_user(self.make_customer("One"))
        users |= self.make_portal_user(self.make_customer("Two"))
        with self.assertRaisesRegex(UserError, "One, Two cannot all sign in with"):
            users.partner_id.write({"email": "both@example.com"})

    def test_many_at_a_time(self):
        """A change of many contacts looks for their users once."""
        partners = self.env["res.partner"].create(
            [{"name": f"C{n}", "email": f"c{n}@example.com"} for n in range(50)]
        )
        self.env.flush_all()

        def count():
            before = self.env.cr.sql_log_count
            partners.write({"email": "office@example.com"})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few = partners
        partners = few[:5]
        first = count()
        partners = few[5:]
        self.assertLessEqual(count(), first + 3)

    def test_letters_that_mean_something_in_patterns(self):
        for login in (r"a\b@example.com", "a%b@example.com", "a_b@example.com"):
            partner = self.make_customer(email="free@example.com")
            holder = self.make_portal_user(self.make_customer("H"), login)
            with self.assertRaises(UserError):
                partner._check_login_is_free(login.upper().lower(), holder.browse())
            partner._check_login_is_free("a.b@example.com", holder.browse())
            partner._check_login_is_free("axb@example.com", holder.browse())
            self.assertTrue(re.search(r"\W", login))
