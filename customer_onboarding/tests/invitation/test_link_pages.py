import re
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, freeze_time, tagged

from ..common import PASSWORD, OnboardingCommon

BOXES = {"grant_portal_access": True, "send_welcome_mail": True}


@tagged("post_install", "-at_install")
class TestLinkPages(OnboardingCommon, HttpCase):
    """Links that are over: a page that says why, and the way to a new one."""

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.company.write({"email": "office@example.com", "phone": "+32 2 290 34 90"})
        self.seller = self.env["res.users"].create(
            {"name": "Sally", "login": "sally", "email": "sally@example.com"}
        )
        self.customer = self.make_customer(user_id=self.seller.id, **BOXES)
        self.link = self.leave()

    def leave(self):
        """The last welcome mail leaves: its link."""
        mail = self.queued_mails(self.customer).sorted("id")[-1]
        link = self.outgoing_link(mail, "/clients/welcome")
        mail._postprocess_sent_message(self.customer, [])
        return link

    def open_later(self, hours=24 * 30):
        """The link, opened after it has expired."""
        with freeze_time(fields.Datetime.now() + timedelta(hours=hours)):
            return self.url_open(self.link)

    def ask(self, page):
        """Press the page's button, as it stands."""
        form = re.search(
            r'<form[^>]*action="/clients/welcome/ask".*?</form>', page, re.S
        )
        self.assertTrue(form, page)
        names = r'name="(csrf_token|token)"\s+value="([^"]*)"'
        return self.url_open(
            "/clients/welcome/ask", data=dict(re.findall(names, form.group()))
        )

    def check(self, page, heading, may_ask=False):
        self.assertEqual(page.status_code, 200)
        [found] = re.findall(r"<h4[^>]*>(.*?)</h4>", page.text, re.S)
        self.assertEqual(" ".join(found.split()), heading)
        self.assertNotIn('name="password"', page.text)
        if heading != "This link does not work":
            self.assertIn("mailto:office@example.com", page.text)
        self.assertEqual("/clients/welcome/ask" in page.text, may_ask)

    def test_each_reason_has_its_page(self):
        invitation = self.customer.invitation_ids
        self.assertIn('name="password"', self.url_open(self.link).text)
        for values, heading, may_ask in (
            ({"end_reason": "replaced"}, "You have a newer link", True),
            ({"end_reason": "email_changed"}, "Your email address has changed", False),
            ({"end_reason": "revoked"}, "This access has ended", False),
            (
                {"opened_date": fields.Datetime.now()},
                "This link was already used",
                False,
            ),
        ):
            with self.subTest(heading):
                invitation.write(values)
                self.check(self.url_open(self.link), heading, may_ask)
                invitation.write(dict.fromkeys(values, False))
        for broken in (self.link[:-3], "/clients/welcome?token=é", "/clients/welcome"):
            self.check(self.url_open(broken), "This link does not work")
        self.customer.user_ids.active = False
        self.check(self.url_open(self.link), "This access has ended")

    def test_signed_in_it_leads_to_the_portal(self):
        user = self.customer.user_ids
        user.password = PASSWORD
        self.authenticate(user.login, PASSWORD)
        self.assertTrue(self.url_open(self.link).url.endswith("/my"))

    def test_expired_told_to_staff(self):
        with freeze_time(fields.Datetime.now() + timedelta(days=30)):
            page = self.url_open(self.link)
            self.check(page, "This link has expired", may_ask=True)
            self.check(self.ask(page.text), "Thank you")
            self.check(self.ask(page.text), "Thank you")
        invitation = self.customer.invitation_ids
        self.assertEqual(len(invitation), 1)
        self.assertTrue(invitation.asked_date)
        [activity] = self.customer.activity_ids
        self.assertEqual(activity.user_id, self.seller)
        self.assertEqual(activity.summary, "Asks for a new link to the portal")

    def test_expired_sent_at_once(self):
        self.company.customer_new_link = "send"
        with freeze_time(fields.Datetime.now() + timedelta(days=30)) as clock:
            page = self.url_open(self.link)
            for _press in range(3):
                self.check(self.ask(page.text), "A new link is on its way")
            self.assertEqual(len(self.customer.invitation_ids), 2, "no flood")
            self.assertFalse(self.customer.activity_ids)
            link = self.leave()
            self.assertIn('name="password"', self.url_open(link).text)
            # the old one is heard again after a while, and the newer one is then over
            clock.tick(timedelta(minutes=16))
            replaced = self.url_open(self.link)
            self.check(replaced, "You have a newer link", may_ask=True)
            self.ask(replaced.text)
            self.assertEqual(len(self.customer.invitation_ids), 3)

    def test_only_the_old_link_s_secret_asks(self):
        self.company.customer_new_link = "send"
        page = self.open_later().text
        token = re.search(r'name="token"\s+value="([^"]*)"', page)[1]
        csrf = re.search(r'name="csrf_token"\s+value="([^"]*)"', page)[1]
        for made_up in ("", "x", token[:-2] + "AA"):
            answer = self.url_open(
                "/clients/welcome/ask", data={"csrf_token": csrf, "token": made_up}
            )
            self.check(answer, "This link does not work")
        # of a link that works, there is nothing to ask for
        answer = self.url_open(
            "/clients/welcome/ask", data={"csrf_token": csrf, "token": token}
        )
        self.assertEqual(len(self.customer.invitation_ids), 1)

    def test_short_passwords_are_refused(self):
        page = self.url_open(self.link)
        self.assertIn('minlength="8"', page.text)
        self.assertIn("At least 8 characters.", " ".join(page.text.split()))
        names = r'name="(csrf_token|token|login|name)"\s+value="([^"]*)"'
        data = dict(re.findall(names, page.text))
        for password, is_taken in (
            ("x", False),
            ("1234567", False),
            ("12345678", True),
        ):
            both = {"password": password, "confirm_password": password}
            answer = self.url_open("/clients/welcome", data=data | both)
            self.assertEqual(answer.url.endswith("/my"), is_taken, answer.url)
            if not is_taken:
                self.assertIn("Choose one of at least 8 characters", answer.text)

    def test_short_passwords_on_the_account_page(self):
        user = self.customer.user_ids
        user.password = PASSWORD
        self.authenticate(user.login, PASSWORD)
        page = self.url_open("/my/security").text
        csrf = re.search(r'name="csrf_token"\s+value="([^"]*)"', page)[1]
        data = {"csrf_token": csrf, "op": "password", "old": PASSWORD}
        answer = self.url_open("/my/security", data=data | {"new1": "x", "new2": "x"})
        self.assertIn("Choose one of at least 8 characters", answer.text)
        self.authenticate(user.login, PASSWORD)

    def test_employees_choose_as_in_odoo(self):
        self.seller.partner_id.signup_prepare(signup_type="reset")
        token = self.seller.partner_id._generate_signup_token()
        self.assertNotIn(
            "minlength", self.url_open(f"/web/reset_password?token={token}").text
        )
