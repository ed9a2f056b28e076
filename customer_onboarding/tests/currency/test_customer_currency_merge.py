from odoo.exceptions import UserError
from odoo.fields import Command

from .common import EuroCustomerCommon


class TestCustomerCurrencyMerge(EuroCustomerCommon):
    """Merged customers have the currency of their transactions, or are not merged."""

    def merge(self, source, destination):
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (source | destination).ids, destination
        )

    def test_merge(self):
        order = self.make_order(self.customer)
        pounds = self.make_customer("Pounds", property_sale_currency_id=self.gbp.id)
        plain = self.make_customer("Plain")
        plain_order = self.make_order(plain)
        for source, destination in (
            (self.customer, plain),
            (plain, self.customer),
        ):
            with self.assertRaises(UserError) as caught, self.cr.savepoint():
                self.merge(source, destination)
            self.assertIn("different customer currencies", str(caught.exception))
            self.assertIn("can no longer be changed", str(caught.exception))
            self.assertTrue((source | destination).exists() == source | destination)
        # the currency of the one with transactions wins, whichever way
        self.merge(self.customer, pounds)
        self.assertEqual(order.partner_id, pounds)
        self.assertEqual(pounds._get_customer_currency(), self.eur)
        empty = self.make_customer("Empty", property_sale_currency_id=self.gbp.id)
        self.merge(empty, plain)
        self.assertEqual(plain_order.partner_id, plain)
        self.assertEqual(plain._get_customer_currency(), self.company_currency)

    def test_merge_looks_at_all_that_moves(self):
        """Contacts, archived ones, other companies, and whose contact it becomes."""
        other = self.setup_other_company()["company"]
        self.env.user.company_ids = [Command.link(other.id)]

        def contact_of(customer, **values):
            contact = self.make_customer("Kim", parent_id=customer.id)
            order = self.make_order(contact)
            contact.write(values)
            return order

        def in_other_company(customer):
            orders = self.env["sale.order"].with_company(other)
            values = {"partner_id": customer.id, "company_id": other.id}
            return orders.create(values)

        for name, make in {
            "contact": contact_of,
            "archived": lambda customer: contact_of(customer, active=False),
            "company": in_other_company,
        }.items():
            with self.subTest(name), self.rolled_back():
                pounds = self.make_customer("Pounds")
                for company in self.company | other:
                    for customer, currency in (
                        (pounds, self.gbp),
                        (self.customer, self.eur),
                    ):
                        in_company = customer.with_company(company)
                        in_company.property_sale_currency_id = currency
                orders = make(pounds) | make(self.customer)
                currencies = orders.mapped("currency_id")
                self.assertEqual(currencies, self.gbp | self.eur)
                with self.assertRaisesRegex(UserError, "different customer currencies"):
                    self.merge(pounds, self.customer)
        with self.subTest("a contact"), self.rolled_back():
            person = self.make_customer("Kim", property_sale_currency_id=self.gbp.id)
            self.make_order(person)
            self.make_order(self.customer)
            with self.assertRaisesRegex(UserError, "different customer currencies"):
                self.merge(person, self.contact)
