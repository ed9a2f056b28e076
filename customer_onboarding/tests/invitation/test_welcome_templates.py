import base64
import importlib.util
import re

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from odoo.tools.misc import file_path

from ..common import OnboardingCommon

BOXES = {"grant_portal_access": True, "send_welcome_mail": True}
MAIL = "odoo.addons.customer_onboarding.models.invitation.customer_invitation_mail"
# the text of the version before, without what is not needed to know it again
OLD_BODY = """<div style="font-family: sans-serif; font-size: 14px; color: #374151; max-width: 590px; margin: 0 auto; padding: 24px;">
                <p style="font-size: 20px; margin: 0 0 16px 0;">
                    Welcome to <t t-out="object.company_id.name">My Company</t>
                </p>
                <p>Dear <t t-out="object.partner_id.name">Marc Demo</t>,</p>
                <p>
                    We are glad to have you as a customer.
                </p>
                <t t-if="object.welcome_url">
                    <p>
                        Your own portal is ready: your documents are there whenever you
                        need them. Your login is
                        <strong t-out="object.login">marc@example.com</strong>.
                    </p>
                    <p style="margin: 24px 0;">
                        <a t-att-href="object.welcome_url" style="background-color: #714B67; color: #FFFFFF; padding: 10px 20px; border-radius: 5px; text-decoration: none;">Open my account</a>
                    </p>
                    <p style="font-size: 12px; color: #6B7280;">
                        The link works once and for a limited time.
                    </p>
                </t>
                <p>
                    If you have any question, just answer this mail.
                </p>
                <p>
                    <t t-out="object.create_uid.name">Mitchell Admin</t>
                    <br>
                    <t t-out="object.company_id.name">My Company</t>
                </p>
            </div>"""  # noqa: E501


@tagged("post_install", "-at_install")
class TestWelcomeTemplates(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.env.ref("customer_onboarding.mail_template_welcome")
        # what is tested is the template: one text in all languages
        cls.reminder = cls.env.ref("customer_onboarding.mail_template_reminder")
        codes = [code for code, _name in cls.env["res.lang"].get_installed()]
        for template in cls.template | cls.reminder:
            template.update_field_translations(
                "body_html", {code: False for code in codes if code != "en_US"}
            )

    def body(self, customer):
        return self.queued_mails(customer).body_html

    def text(self, customer):
        """The words of a mail, without its tags."""
        return " ".join(re.sub("<[^>]*>", " ", self.body(customer)).split())

    def test_it_looks_as_the_company_does(self):
        self.company.email_secondary_color = "#123456"
        self.company.email_primary_color = "#FEDCBA"
        self.company.logo = base64.b64encode(self.png())
        body = self.body(self.make_customer(**BOXES))
        self.assertIn("background-color: #123456; color: #FEDCBA", body)
        self.assertRegex(
            body, rf'src="https?://[^"]*/logo\.png\?company={self.company.id}"'
        )

    def test_direction_and_language(self):
        self.env["res.lang"]._activate_lang("ar_001")
        self.template.update_field_translations("body_html", {"ar_001": False})
        for code, lang, direction in (
            ("ar_001", "ar-001", "rtl"),
            ("fr_FR", "fr-FR", "ltr"),
        ):
            customer = self.make_customer(f"Customer {code}", lang=code, **BOXES)
            self.assertIn(f'lang="{lang}" dir="{direction}"', self.body(customer))

    @freeze_time("2026-03-10 22:30:00")
    def test_until_when_the_link_works(self):
        self.env["ir.config_parameter"].set_param(
            "auth_signup.signup.validity.hours", 48
        )
        self.company.partner_id.tz = False
        for values, words in (
            ({"lang": "en_US"}, ["March 12, 2026, 10:30", "PM (UTC)"]),
            (
                # the next day already
                {"lang": "fr_FR", "tz": "Europe/Paris"},
                ["12 mars 2026, 23:30 (Europe/Paris)"],
            ),
            ({"lang": "fr_FR", "tz": "Asia/Tokyo"}, ["13 mars 2026, 07:30"]),
        ):
            customer = self.make_customer(f"C {values}"[:9], email="c@example.com")
            customer.write({**values, "email": f"c{customer.id}@example.com"})
            customer.action_invite()
            for word in words:
                self.assertIn(word, self.body(customer).replace("\u202f", " "))

    def test_contact_person(self):
        self.company.write({"phone": "+1 555 0111", "email": "office@example.com"})
        text = self.text(self.make_customer("First", **BOXES))
        self.assertIn(f"{self.company.name} +1 555 0111 office@example.com", text)
        seller = self.env.user
        seller.partner_id.write({"name": "Anna Seller", "phone": "+1 555 0122"})
        company = self.make_customer("Second", user_id=seller.id)
        contact = self.make_customer(
            "Contact", parent_id=company.id, user_id=False, **BOXES
        )
        self.assertIn("Anna Seller +1 555 0122", self.text(contact))

    def test_plain_text_beside_the_html(self):
        [copy] = self.outgoing(self.queued_mails(self.make_customer(**BOXES)))
        self.assertIn("Dear Azure Interior", copy["body_alternative"])
        self.assertIn("/clients/welcome?token=", copy["body_alternative"])
        self.assertNotIn("<", copy["body_alternative"])

    def test_colours_are_left_to_the_mail_program(self):
        """Text of a fixed colour cannot be read where the ground is darkened."""
        for xmlid in ("welcome", "welcome_no_access", "reminder"):
            template = self.env.ref(f"customer_onboarding.mail_template_{xmlid}")
            body = template.with_context(lang="en_US").body_html
            # but on the button, which has a ground of its own
            for style in re.findall(r'style="([^"]*)"', body):
                if re.search(r"(?<!-)\bcolor: *(?!inherit| )", style):
                    self.assertIn("background-color", style)

    def test_who_has_signed_in_is_told_so(self):
        customer = self.make_customer(grant_portal_access=True)
        user = customer.user_ids
        self.env["res.users.log"].with_user(user).sudo().create({})
        self.send_again(customer)
        text = self.text(customer)
        self.assertIn("You have an account already. Sign in as azure.interior@", text)
        self.assertNotIn("works once", text)
        self.assertIn("/clients/login", self.body(customer))

    def test_mail_without_access(self):
        text = self.text(self.make_customer(send_welcome_mail=True))
        self.assertIn("We are glad", text)
        self.assertNotIn("login", text)

    def test_a_group_names_its_own(self):
        own = self.template.copy({"name": "Wholesale"})
        own.subject = "Dear wholesaler"
        plain, special = self.env["customer.group"].create(
            [{"name": "Retail"}, {"name": "Wholesale", "welcome_template_id": own.id}]
        )
        customers = self.make_customer("A", customer_group_ids=plain.ids)
        customers |= self.make_customer("B", customer_group_ids=(plain | special).ids)
        customers.action_invite()
        subjects = [self.queued_mails(customer).subject for customer in customers]
        self.assertEqual(
            subjects, [f"Welcome to {self.company.name}", "Dear wholesaler"]
        )

    @mute_logger(MAIL)
    def test_a_broken_template_is_told_on_both(self):
        customer = self.make_customer(**BOXES)
        working = customer.invitation_ids
        for body in (
            '<p><t t-out="object.no_such_field"/></p>',
            '<p><t t-out="object.("/></p>',
        ):
            # as it is stored: Odoo refuses to save it
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE mail_template SET body_html = jsonb_build_object('en_US', %s)"
                " WHERE id = %s",
                [body, self.template.id],
            )
            self.env.invalidate_all()
            self.send_again(customer)
            failed = customer.invitation_ids.sorted("id")[-1]
            self.assertEqual(failed.state, "failed")
            self.assertIn(self.template.name, failed.failure_reason)
            self.assertEqual(customer.onboarding_issue, failed.failure_reason)
            self.assertEqual(working.state, "to_send", "its link goes on working")

    def test_mail_goes_to_the_contact_with_access(self):
        company = self.make_customer("Deco")
        anna = self.make_customer(
            "Anna", parent_id=company.id, grant_portal_access=True
        )
        self.send_again(company)
        self.assertFalse(company.onboarding_issue)
        self.assertFalse(self.queued_mails(company))
        self.assertIn("Your login is anna@example.com", self.text(anna))
        ben = self.make_customer("Ben", parent_id=company.id, grant_portal_access=True)
        before = company.invitation_ids
        self.send_again(company)
        self.assertEqual(company.invitation_ids, before)
        self.assertIn(anna.name, company.onboarding_issue)
        self.assertIn(ben.name, company.onboarding_issue)
        # one with an access of its own is written to itself
        company.action_invite()
        self.assertTrue(self.queued_mails(company))

    def test_preview_and_test_mail(self):
        self.env.user.email = "me@example.com"
        count = self.env["customer.invitation"].search_count([])
        previews = self.env["customer.mail.preview"].create(
            [
                {"kind": kind, "lang": lang}
                for kind in ("access", "no_access", "reminder")
                for lang in ("en_US", "fr_FR")
            ]
        )
        for preview in previews:
            self.assertFalse(preview.issue)
            self.assertIn(f'lang="{preview.lang.replace("_", "-")}"', preview.body)
            self.assertEqual(
                "/clients/login" in preview.body, preview.kind != "no_access"
            )
        previews[0].action_send_test()
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertIn("me@example.com", mail.email_to)
        self.assertEqual(mail.subject, previews[0].subject)
        self.assertEqual(self.env["customer.invitation"].search_count([]), count)

    def test_preview_of_a_broken_template(self):
        self.template.with_context(
            lang="en_US"
        ).body_html = '<p><t t-out="object.no_such_field"/></p>'
        preview = self.env["customer.mail.preview"].create({"lang": "en_US"})
        self.assertIn("has a mistake", preview.issue)
        self.assertIn("no_such_field", preview.issue)
        self.assertNotIn("Traceback", preview.issue)

    def migrate(self):
        path = file_path("customer_onboarding/migrations/19.0.1.1.0/post-migration.py")
        spec = importlib.util.spec_from_file_location("migration", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def set_body(self, body):
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        self.template.update_field_translations(
            "body_html", {code: False for code in codes if code != "en_US"}
        )
        self.template.with_context(lang="en_US").body_html = body

    def test_an_upgrade_brings_up_what_nobody_edited(self):
        self.set_body(OLD_BODY)
        self.template.email_from = "sales@example.com"
        self.template.with_context(lang="en_US").subject = "Hello"
        self.migrate()
        template = self.template.with_context(lang="en_US")
        self.assertIn("object.link_end", template.body_html)
        self.assertEqual(template.email_from, "sales@example.com")
        self.assertEqual(template.subject, "Hello")

    def test_an_upgrade_leaves_what_was_edited(self):
        for edited in (OLD_BODY.replace("glad", "happy"), "<p>Hello</p>"):
            self.set_body(edited)
            stored = self.template.with_context(lang="en_US").body_html
            self.migrate()
            self.assertEqual(self.template.with_context(lang="en_US").body_html, stored)
        # in one language alone
        self.set_body(OLD_BODY)
        self.template.with_context(lang="fr_FR").body_html = "<p>Salut</p>"
        self.migrate()
        self.assertEqual(
            self.template.with_context(lang="fr_FR").body_html, "<p>Salut</p>"
        )
