from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestTour(HttpCase):
    """The tour for first use, taken as a new user takes it."""

    def test_tour_takes_on_a_customer(self):
        self.start_tour("/odoo", "customer_onboarding_tour", login="admin")
        customer = self.env["res.partner"].search([("name", "=", "Azure Interior")])
        self.assertEqual(customer.email, "azure.interior@example.com")
        self.assertEqual(customer.customer_rank, 1)
        self.assertTrue(self.env.ref("customer_onboarding.web_tour_new_customer"))
