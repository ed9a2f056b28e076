import base64
import re

from odoo.tests import tagged

from ..common import OnboardingCommon

# each mail about an account, and what it says to a customer of Orchard Ltd
MAILS = {
    "signup_approved": "Your account with Orchard Ltd is open.",
    "signup_refused": "You signed up for an account with Orchard Ltd.",
    "email_confirm": "new@example.com as the email address of your account with "
    "Orchard Ltd.",
    "email_changed": "The email address of your account with Orchard Ltd is now "
    "new@example.com.",
}


@tagged("post_install", "-at_install")
class TestAccountMails(OnboardingCommon):
    """The mails about accounts look as the welcome mail does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ar_001")
        cls.orchard, cls.quarry = cls.env["res.company"].create(
            [{"name": "Orchard Ltd"}, {"name": "Quarry Ltd"}]
        )
        cls.orchard.write(
            {"email_secondary_color": "#123456", "email_primary_color": "#FEDCBA"}
        )

    def body(self, mail, customer):
        """The HTML of a mail to a customer, in the customer's language."""
        template = self.env.ref(f"customer_onboarding.mail_template_{mail}")
        [body] = template._render_field(
            "body_html", customer.ids, compute_lang=True
        ).values()
        return body

    def make_account(self, company, **values):
        return self.make_customer(
            company_id=company.id, requested_email="new@example.com", **values
        )

    def test_they_name_the_company_and_have_its_colors(self):
        """Two companies: each customer gets the looks of its own."""
        ours = self.make_account(self.orchard)
        theirs = self.make_account(self.quarry)
        for mail, words in MAILS.items():
            with self.subTest(mail):
                body = self.body(mail, ours)
                text = " ".join(re.sub("<[^>]*>", " ", body).split())
                self.assertIn(words, text.replace(" .", "."))
                self.assertIn("border-bottom: 3px solid #123456", body)
                if "<a" in body:
                    self.assertIn("background-color: #123456; color: #FEDCBA", body)
                other = self.body(mail, theirs)
                self.assertIn("Quarry Ltd", other)
                self.assertNotIn("#123456", other)
                self.assertNotIn("Orchard", other)

    def test_the_logo_stands_for_the_name(self):
        self.orchard.logo = base64.b64encode(self.png())
        for mail in MAILS:
            body = self.body(mail, self.make_account(self.orchard))
            self.assertIn(f'/logo.png?company={self.orchard.id}" alt="Orch', body, mail)

    def test_they_read_in_the_direction_of_their_language(self):
        for mail in MAILS:
            for code, start in (
                ("ar_001", 'lang="ar-001" dir="rtl"'),
                ("fr_FR", 'lang="fr-FR" dir="ltr"'),
            ):
                body = self.body(mail, self.make_account(self.orchard, lang=code))
                self.assertIn(start, body, mail)
