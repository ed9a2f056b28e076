from unittest.mock import patch

from .common import OnboardingCommon

# one new customer with everything; Odoo's own contact, user and mail included
QUERIES = 60
WRITES = 3


class TestCustomerWay(OnboardingCommon):
    """What one new customer costs, with all that the form can ask for."""

    def _values(self, name):
        return {
            "name": name,
            "is_company": True,
            "email": f"{name.lower()}@example.com",
            "grant_portal_access": True,
            "send_welcome_mail": True,
            "property_sale_currency_id": self.eur.id,
            "billing_same": False,
            "billing_name": "Accounts Payable",
            "billing_street": "1 Rue de la Paix",
            "billing_city": "Paris",
            "shipping_same": True,
        }

    def test_one_customer_with_everything(self):
        self.env["res.partner"].create(self._values("Warm"))  # fills the caches
        self.env.flush_all()
        self.env.invalidate_all()
        partners = type(self.env["res.partner"])
        entered = []
        write = partners.write

        def counting(records, vals):
            entered.append(vals)
            return write(records, vals)

        with patch.object(partners, "write", counting):
            before = self.env.cr.sql_log_count
            customer = self.env["res.partner"].create(self._values("Azure"))
            self.env.flush_all()
            queries = self.env.cr.sql_log_count - before
        self.assertLessEqual(queries, QUERIES)
        self.assertLessEqual(len(entered), WRITES, entered)
        self.assertFalse(customer.onboarding_issue)
        self.assertEqual(customer.user_ids.login, "azure@example.com")
        self.assertEqual(customer.invitation_ids.state, "to_send")
        self.assertEqual(customer.property_sale_currency_id, self.eur)
        self.assertEqual(customer.child_ids.type, "invoice")
        self.assertEqual(customer.billing_city, "Paris")
        self.assertTrue(customer.shipping_same)
