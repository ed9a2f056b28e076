from odoo.addons.customer_onboarding.tests.common import PASSWORD, OnboardingCommon
from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestLoginUnderValidation(OnboardingCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.customer = self.make_customer(
            grant_portal_access=True, send_welcome_mail=True
        )
        self.user = self.customer.user_ids
        tier = self.env.ref(
            "partner_tier_validation.partner_tier_definition_company_only"
        )
        tier.sudo().write(
            {"active": True, "definition_domain": "[]", "company_id": False}
        )
        self.customer.stage_id = self.env["res.partner.stage"].search(
            [("state", "=", "draft")], limit=1
        )
        # whether it needs a validation is remembered from before
        self.env.invalidate_all()
        self.assertTrue(self.customer.request_validation())

    def test_the_first_sign_in_is_let_through(self):
        token = self.customer.invitation_ids._generate_token()
        self.env["res.users"].signup({"password": PASSWORD}, token)
        # as Odoo does with the one of the browser
        self.user.tz = "Europe/Paris"
        self.authenticate(self.user.login, PASSWORD)
        self.assertIn(self.customer.name, self.url_open("/my").text)
        self.assertEqual(self.customer.tz, "Europe/Paris")

    def test_all_else_is_refused(self):
        for values in ({"ref": "L"}, {"tz": "Europe/Paris", "name": "Other"}):
            with self.assertRaisesRegex(ValidationError, "under validation"):
                self.customer.write(values)
