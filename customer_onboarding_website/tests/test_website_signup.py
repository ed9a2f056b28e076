from odoo.fields import Command
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestWebsiteSignup(TransactionCase):
    """Who signs up on a website starts in the group of that website."""

    def sign_up(self, website, email):
        """Sign up on a website, as its page does it; return the new contact."""
        users = self.env["res.users"].sudo().with_context(website_id=website.id)
        values = {"login": email, "email": email, "name": email, "password": email * 2}
        return users._signup_create_user(values).partner_id

    def test_group_by_website(self):
        """The website's group comes before the company's."""
        first = self.env["website"].get_current_website()
        second = self.env["website"].create({"name": "Second"})
        (first + second).auth_signup_uninvited = "b2c"
        self.env["ir.config_parameter"].set_param("auth_signup.invitation_scope", "b2c")
        area = self.env.ref("customer_onboarding.portal_area_orders")
        group, web_group = self.env["customer.group"].create(
            [
                {"name": "Company's"},
                {"name": "Website's", "off_area_ids": [Command.set(area.ids)]},
            ]
        )
        first.company_id.customer_signup_group_id = group
        second.customer_signup_group_id = web_group
        one = self.sign_up(first, "one@example.com")
        two = self.sign_up(second, "two@example.com")
        self.assertEqual(one.customer_group_ids, group)
        self.assertEqual(two.customer_group_ids, web_group)
        self.assertIn(area, two.portal_off_area_ids)
        self.assertTrue(two.signup_date)
