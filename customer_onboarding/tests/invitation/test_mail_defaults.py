"""What the two boxes of a new customer are when the app arrives."""

from odoo.tests import tagged

from ...hooks import _tick_boxes
from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestMailDefaults(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.companies = cls.company | cls.other
        cls.companies.customer_grant_access_default = False
        cls.companies.customer_send_welcome_default = False
        cls.env["ir.mail_server"].sudo().search([]).active = False

    def boxes(self):
        names = ("customer_grant_access_default", "customer_send_welcome_default")
        return [company[name] for company in self.companies for name in names]

    def test_mails_can_leave(self):
        self.env["ir.mail_server"].sudo().create(
            {"name": "Out", "smtp_host": "smtp.example.com"}
        )
        _tick_boxes(self.env(su=True))
        self.assertEqual(self.boxes(), [True] * 4)

    def test_no_mail_server(self):
        _tick_boxes(self.env(su=True))
        self.assertEqual(self.boxes(), [False] * 4)

    def test_every_policy_says_its_default(self):
        settings = self.env.ref("base.res_config_settings_view_form")
        [app] = settings._get_combined_arch().xpath(
            "//app[@name='customer_onboarding']"
        )
        for setting in app.iter("setting"):
            told = setting.get("help")
            words = ("by default.", "By default,", "On from the installation")
            with self.subTest(setting.get("id")):
                self.assertTrue(any(word in told for word in words), told)
