from odoo.tests import tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestCustomerGroup(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.resellers, cls.schools = cls.env["customer.group"].create(
            [{"name": "Resellers"}, {"name": "Schools"}]
        )

    def amounts(self):
        """Invoiced in full and as share, by group, and the sum of the shares."""
        self.env.flush_all()
        Report = self.env["customer.group.report"]
        rows = Report._read_group(
            [("company_id", "=", self.company.id)],
            ["customer_group_id"],
            ["amount_invoiced:sum", "amount_share:sum", "invoice_count:sum"],
        )
        by_group = {group: tuple(values) for group, *values in rows}
        return by_group, sum(values[1] for values in by_group.values())

    def test_group_value(self):
        both = self.make_customer(
            customer_group_ids=(self.resellers | self.schools).ids
        )
        school = self.make_customer("Deco", customer_group_ids=self.schools.ids)
        contact = self.make_customer("Camille", parent_id=school.id)
        self.make_invoice(both, 100)
        self.make_invoice(contact, 40)
        self.make_invoice(school, 15, move_type="out_refund")
        self.make_invoice(school, 999, post=False)
        self.make_invoice(self.make_customer("Nobody"), 500)
        by_group, total = self.amounts()
        self.assertEqual(by_group[self.resellers], (100, 50, 1))
        self.assertEqual(by_group[self.schools], (125, 75, 2))
        self.assertEqual(total, 125, "what was invoiced to customers of a group")

    def test_foreign_currency_counts_in_the_company_currency(self):
        self.env["res.currency.rate"].create(
            {
                "name": "2026-01-01",
                "rate": 2,
                "currency_id": self.eur.id,
                "company_id": self.company.id,
            }
        )
        customer = self.make_customer(
            customer_group_ids=self.schools.ids, property_sale_currency_id=self.eur.id
        )
        invoice = self.make_invoice(customer, 100)
        self.assertEqual(invoice.currency_id, self.eur)
        self.assertEqual(self.amounts()[0][self.schools], (50, 50, 1))

    def test_count_and_customers_of_a_group(self):
        customer = self.make_customer(customer_group_ids=self.schools.ids)
        self.make_customer("Camille", parent_id=customer.id)
        self.assertEqual(self.schools.partner_count, 1)
        action = self.schools.action_view_customers()
        self.assertEqual(self.env["res.partner"].search(action["domain"]), customer)
