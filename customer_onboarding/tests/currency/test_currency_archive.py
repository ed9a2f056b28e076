from odoo.exceptions import UserError, ValidationError

from ..common import OnboardingCommon


class TestCurrencyArchive(OnboardingCommon):
    """A currency that was chosen for customers stays active."""

    def assert_refused(self, *words):
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            self.eur.active = False
        self.assertIn("EUR cannot be archived", str(caught.exception))
        for word in words:
            self.assertIn(word, str(caught.exception))
        self.assertTrue(self.eur.active)

    def test_currency_of_customers(self):
        customers = self.make_customer(property_sale_currency_id=self.eur.id)
        customers |= self.make_customer("Deco", property_sale_currency_id=self.eur.id)
        # contacts have the currency of their customer, and are none
        self.make_customer("Camille", parent_id=customers[0].id)
        self.assert_refused("customers (archived ones included): 2")
        customers[0].property_sale_currency_id = False
        customers[1].active = False
        self.assert_refused("customers (archived ones included): 1")
        customers[1].property_sale_currency_id = self.gbp
        self.eur.active = False
        self.assertFalse(self.eur.active)

    def test_currency_of_customers_in_another_company(self):
        elsewhere = self.setup_other_company()["company"]
        customer = self.make_customer().with_company(elsewhere)
        customer.property_sale_currency_id = self.eur
        self.assert_refused("customers (archived ones included): 1")

    def test_currency_of_groups_and_settings(self):
        group = self.env["customer.group"].create(
            {"name": "Resellers", "sale_currency_id": self.eur.id}
        )
        self.company.customer_currency_id = self.eur
        self.assert_refused("Resellers", self.company.name)
        group.sale_currency_id = self.gbp
        self.assert_refused(self.company.name)
        self.company.customer_currency_id = False
        self.eur.active = False
        self.assertFalse(self.eur.active)

    def test_one_of_many(self):
        """Archived together with others, the one in use is named."""
        self.make_customer(property_sale_currency_id=self.eur.id)
        with self.assertRaisesRegex(UserError, "EUR"), self.cr.savepoint():
            (self.gbp | self.eur).active = False
        self.gbp.active = False
        self.assertFalse(self.gbp.active)

    def test_an_archived_currency_is_not_chosen(self):
        """Forms offer none; an import or a program may name one."""
        customer = self.make_customer()
        group = self.env["customer.group"].create({"name": "Resellers"})
        self.gbp.active = False
        for record, name in (
            (customer, "property_sale_currency_id"),
            (group, "sale_currency_id"),
            (self.company, "customer_currency_id"),
        ):
            with (
                self.subTest(record._name),
                self.assertRaisesRegex(ValidationError, "GBP is archived"),
                self.cr.savepoint(),
            ):
                record[name] = self.gbp
        with self.assertRaisesRegex(ValidationError, "GBP is archived"):
            self.make_customer("Deco", property_sale_currency_id=self.gbp.id)
