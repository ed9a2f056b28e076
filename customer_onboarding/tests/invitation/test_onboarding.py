import re

from odoo.exceptions import UserError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from ..common import PASSWORD, OnboardingCommon

BOXES = {"grant_portal_access": True, "send_welcome_mail": True}
FORM = "customer_onboarding.res_partner_customer_view_form"


@tagged("post_install", "-at_install")
class TestOnboarding(OnboardingCommon, HttpCase):
    def welcome_link(self, mail):
        return self.outgoing_link(mail, "/clients/welcome")

    def test_boxes_of_the_form(self):
        self.company.customer_grant_access_default = True
        with Form(
            self.env["res.partner"].with_context(new_customer_form=True), view=FORM
        ) as form:
            self.assertTrue(form.grant_portal_access)
            self.assertFalse(form.send_welcome_mail)
            form.name = "Azure Interior"
            form.email = "Azure@Example.com"
            form.lang = "fr_FR"
            form.send_welcome_mail = True
        customer = form.record
        self.assertFalse(customer.onboarding_issue)
        self.assertEqual(customer.user_ids.login, "azure@example.com")
        self.assertTrue(customer.user_ids._is_portal())
        self.assertEqual(customer.user_ids.lang, "fr_FR")
        self.assertEqual(customer.portal_access_state, "invited")
        mail = self.queued_mails(customer)
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.state, "outgoing", "queued, not sent while saving")
        self.assertEqual(customer.invitation_ids.state, "to_send")
        self.assertEqual(customer.invitation_ids.mail_id, mail)

    def test_a_plain_contact_is_not_onboarded(self):
        self.company.customer_grant_access_default = True
        self.company.customer_send_welcome_default = True
        customer = self.env["res.partner"].create(
            {"name": "Import", "email": "import@example.com"}
        )
        with Form(
            self.env["res.partner"].with_context(new_customer_form=True), view=FORM
        ) as form:
            form.name = "Azure Interior"
            form.email = "azure@example.com"
            with form.child_ids.new() as contact:
                contact.name = "Camille"
                contact.email = "camille@example.com"
        self.assertFalse(customer.user_ids)
        self.assertFalse(form.record.child_ids.user_ids)
        self.assertFalse(self.queued_mails(customer | form.record.child_ids))
        self.assertTrue(form.record.user_ids)

    def test_link_sets_the_password_and_lands_signed_in(self):
        customer = self.make_customer(
            lang="fr_FR", grant_portal_access=True, send_welcome_mail=True
        )
        link = self.welcome_link(self.queued_mails(customer))
        self.assertTrue(link.startswith("/fr/clients/welcome?token="), link)
        path = link.removeprefix("/fr/")
        page = self.url_open(f"/fr/{path}")
        self.assertEqual(page.status_code, 200)
        self.assertIn("azure.interior@example.com", page.text)
        fields = dict(
            re.findall(
                r'name="(csrf_token|token|login|name)"\s+value="([^"]*)"', page.text
            )
        )
        self.assertEqual(set(fields), {"csrf_token", "token", "login", "name"})
        mismatch = fields | {"password": PASSWORD, "confirm_password": "other"}
        page = self.url_open("/clients/welcome", data=mismatch)
        self.assertIn("alert-danger", page.text)
        self.assertFalse(customer.user_ids.login_date)
        fields |= {"password": PASSWORD, "confirm_password": PASSWORD}
        page = self.url_open("/clients/welcome", data=fields)
        self.assertTrue(page.url.endswith("/fr/my"), page.url)
        self.assertIn("Connexion &amp; Sécurité", page.text)
        self.assertIn(customer.name, page.text)
        customer.invalidate_recordset()
        self.assertEqual(customer.portal_access_state, "active")
        self.assertEqual(customer.invitation_ids.state, "opened")
        # the link works once
        self.url_open("/web/session/logout")
        page = self.url_open(f"/fr/{path}")
        self.assertNotIn('name="password"', page.text)
        self.assertIn("/clients/login", page.text)

    def test_token_is_not_a_reset_of_a_strangers_password(self):
        """The login posted with a link's token does not choose whose password it is."""
        victim = self.make_portal_user(self.make_customer("Deco"), "deco@example.com")
        customer = self.make_customer(grant_portal_access=True, send_welcome_mail=True)
        link = self.welcome_link(self.queued_mails(customer))
        page = self.url_open(link)
        fields = dict(
            re.findall(r'name="(csrf_token|token)"\s+value="([^"]*)"', page.text)
        )
        self.url_open(
            "/clients/welcome",
            data=fields
            | {
                "login": victim.login,
                "name": "x",
                "password": "another Passw0rd",
                "confirm_password": "another Passw0rd",
            },
        )
        self.env.invalidate_all()
        self.assertFalse(victim.login_date)
        self.assertEqual(customer.user_ids.login, "azure.interior@example.com")
        self.authenticate(victim.login, PASSWORD)

    def test_without_email_the_customer_is_saved(self):
        with Form(
            self.env["res.partner"].with_context(new_customer_form=True), view=FORM
        ) as form:
            form.name = "Azure Interior"
            form.grant_portal_access = True
            form.send_welcome_mail = True
        customer = form.record
        self.assertTrue(customer.exists())
        self.assertIn("Azure Interior has no valid email", customer.onboarding_issue)
        self.assertFalse(customer.user_ids)
        self.assertFalse(customer.invitation_ids)
        customer.email = "azure@example.com"
        customer.action_grant_portal_access()
        self.assertFalse(customer.onboarding_issue)
        self.assertEqual(customer.user_ids.login, "azure@example.com")

    def test_a_bad_email_is_told_while_the_form_is_open(self):
        """One sentence, nothing saved; other ways than the form save, and show it."""
        several, wrong = "several email addresses in one field", "not an email address"
        for email, sentence in (
            ("a@example.com, b@example.com", several),
            ("a@example.com; b@example.com", several),
            ("a@example.com b@example.com", several),
            ("Ada <a@example.com>, Bea <b@example.com>", several),
            ("ada at example.com", wrong),
            ("ada@", wrong),
            ("👋", wrong),
            ("a" * 1900, wrong),
        ):
            values = {"name": "Azure Interior", "email": email}
            partners = self.env["res.partner"].with_context(new_customer_form=True)
            for box in BOXES:
                with self.subTest(email[:50], box=box):
                    with (
                        self.assertRaises(UserError) as refusal,
                        self.rolled_back(),
                    ):
                        partners.create(values | dict.fromkeys(BOXES, False) | {box: 1})
                    message = refusal.exception.args[0]
                    self.assertIn("Azure Interior", message)
                    self.assertIn(sentence, message)
                    self.assertEqual(len(message.splitlines()), 1)
                    self.assertLess(len(message), 250)
            with self.subTest(email[:50], way="another"):
                customer = self.make_customer(**values, **BOXES)
                self.assertIn(sentence, customer.onboarding_issue)
                self.assertEqual(len(customer.onboarding_issue.splitlines()), 1)
                self.assertFalse(customer.user_ids)
                self.assertFalse(customer.invitation_ids)
                # nobody asked for a mail
                plain = partners.create(values | dict.fromkeys(BOXES, False))
                self.assertFalse(plain.onboarding_issue)

    def test_one_email_is_taken_as_odoo_takes_it(self):
        partners = self.env["res.partner"].with_context(new_customer_form=True)
        for number, email in enumerate(
            (" ada{}@example.com ", "Ada <ADA{}@example.com>", "ada{}@exämple.com")
        ):
            with self.subTest(email):
                values = {"name": "Ada", "email": email.format(number)} | BOXES
                customer = partners.create(values)
                self.assertFalse(customer.onboarding_issue)
                self.assertEqual(len(customer.user_ids), 1)

    def test_address_of_another_user_is_refused(self):
        staff = self.env["res.users"].create(
            {
                "name": "Old Colleague",
                "login": "Colleague@Example.com",
                "email": "other@example.com",
                "active": False,
            }
        )
        for email in ("COLLEAGUE@example.com", "other@EXAMPLE.com"):
            customer = self.make_customer(email=email, grant_portal_access=True)
            self.assertFalse(customer.user_ids, email)
            self.assertIn(staff.name, customer.onboarding_issue)
            # nor is that user welcomed in the customer's place
            customer.action_invite()
            self.assertFalse(customer.invitation_ids, email)
            self.assertIn(staff.name, customer.onboarding_issue)
        # an underscore is a letter here, not a wildcard
        self.env["res.users"].create({"name": "X", "login": "axb@example.com"})
        self.assertTrue(
            self.make_customer(
                email="a_b@example.com", grant_portal_access=True
            ).user_ids
        )

    @mute_logger(
        "odoo.addons.customer_onboarding.models.invitation.customer_invitation_mail"
    )
    def test_a_broken_template_does_not_lose_the_customer(self):
        template = self.env.ref("customer_onboarding.mail_template_welcome")
        template.body_html = '<p><t t-out="object.no_such_field"/></p>'
        customer = self.make_customer(grant_portal_access=True, send_welcome_mail=True)
        self.assertTrue(customer.user_ids, "access was granted all the same")
        self.assertIn(template.name, customer.onboarding_issue)
        self.assertNotIn("Traceback", customer.onboarding_issue)
        template.unlink()
        self.send_again(customer)
        self.assertIn("was deleted", customer.onboarding_issue)

    @mute_logger("odoo.sql_db")
    def test_a_login_taken_at_the_same_moment(self):
        """Another transaction was faster: only the database knows of it."""
        self.make_portal_user(self.make_customer("Quick"), "azure@example.com")
        users = type(self.env["res.users"])
        nobody = self.env["res.users"].sudo()
        self.patch(
            users,
            "_find_login_holders",
            lambda model, emails: dict.fromkeys(emails, nobody),
        )
        customer = self.make_customer(
            email="azure@example.com", grant_portal_access=True
        )
        self.assertFalse(customer.user_ids)
        self.assertIn("has just become the login of another", customer.onboarding_issue)

    def test_company_of_an_invitation(self):
        """User and mail are of the customer's company, else of the current one."""
        other = self.env["res.company"].create({"name": "Other Company"})
        self.env.user.company_ids |= other
        both = [self.company.id, other.id]
        customers = self.env["res.partner"].with_context(allowed_company_ids=both)
        boxes = {"grant_portal_access": True, "send_welcome_mail": True}
        for company, values in (
            (other, {"company_id": other.id}),
            (self.company, {}),
        ):
            named = {"name": "N", "email": f"n{company.id}@example.com", **values}
            customer = customers.create({**boxes, **named})
            self.assertFalse(customer.onboarding_issue)
            self.assertEqual(customer.user_ids.company_id, company)
            self.assertEqual(customer.invitation_ids.company_id, company)
            mail = self.queued_mails(customer)
            self.assertEqual(mail.subject, f"Welcome to {company.name}")
        # access given in one company, the mail asked for in the other
        self.send_again(customer.with_context(allowed_company_ids=both[::-1]))
        self.assertEqual(customer.invitation_ids[0].company_id, self.company)

    def test_state_follows_the_mail(self):
        customer = self.make_customer(grant_portal_access=True, send_welcome_mail=True)
        invitation = customer.invitation_ids
        mail = self.queued_mails(customer)
        mail._postprocess_sent_message([], [], "Mailbox full", "unknown")
        self.assertEqual(invitation.state, "failed")
        self.assertEqual(invitation.failure_reason, "Mailbox full")
        mail._postprocess_sent_message(customer, [])
        self.assertEqual(invitation.state, "sent")
        self.assertTrue(invitation.sent_date)

    def test_without_portal_access_the_mail_has_no_link(self):
        customer = self.make_customer(send_welcome_mail=True)
        mail = self.queued_mails(customer)
        self.assertIn(customer.name, mail.body_html)
        self.assertNotIn("/clients/", mail.body_html)

    def test_who_may_not_create_contacts_may_not_onboard(self):
        customer = self.make_customer()
        reader = self.env["res.users"].create({"name": "Reader", "login": "reader"})
        reader.group_ids = self.env.ref("base.group_user")
        with self.assertRaises(UserError):
            customer.with_user(reader).action_grant_portal_access()
        self.assertFalse(customer.user_ids)

    def test_clients_login(self):
        customer = self.make_customer(lang="fr_FR")
        user = self.make_portal_user(customer)
        response = self.url_open("/clients/login", allow_redirects=False)
        self.assertIn("/web/login?redirect=%2Fmy", response.headers["Location"])
        page = self.url_open("/clients/login")
        # the login page's cookie does not win over the customer's language
        self.assertEqual(self.opener.cookies["frontend_lang"], "en_US")
        token = re.search(r'name="csrf_token" value="([^"]*)"', page.text)[1]
        page = self.url_open(
            "/web/login",
            data={
                "login": user.login,
                "password": PASSWORD,
                "csrf_token": token,
                "redirect": "/my",
            },
        )
        self.assertIn("Connexion &amp; Sécurité", page.text)
        response = self.url_open("/clients/login")
        self.assertTrue(response.url.endswith("/my"), response.url)
