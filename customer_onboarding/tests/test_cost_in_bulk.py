from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command

from .common import OnboardingCommon

MANY = 1000
# what a hundred records and a thousand may differ by: rows are inserted in batches
BATCHES = 8
ON_SCREEN = 40


class TestCostInBulk(OnboardingCommon):
    """What staff do to many records costs a number of queries for each batch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # as staff work: Odoo's tests turn off what is noted in the chatter
        cls.env = cls.env(context={})
        cls.customers = cls.env["res.partner"].create(
            [{"name": f"Customer {n}", "is_company": True} for n in range(MANY)]
        )
        cls.env.flush_all()
        cls.cr.precommit.run()

    def cost(self, work):
        """The number of queries of some work, with what follows at its end."""
        self.env.flush_all()
        self.cr.precommit.run()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        work()
        self.env.flush_all()
        self.cr.flush()
        return self.cr.sql_log_count - before

    def make_followed_invoice(self):
        """An invoice that twenty contacts with portal users follow."""
        customer = self.customers[0]
        contacts = self.env["res.partner"].create(
            [
                {
                    "name": f"Contact {n}",
                    "parent_id": customer.id,
                    "email": f"contact{n}@example.com",
                }
                for n in range(20)
            ]
        )
        for contact in contacts:
            self.make_portal_user(contact)
        invoice = self.make_invoice(customer)
        invoice.message_subscribe(contacts.ids)
        return invoice

    def test_areas(self):
        areas = self.area_invoices | self.area_orders
        switch_off = [Command.unlink(area.id) for area in areas]
        few, many = self.customers[:2], self.customers[2:]
        cost_of_few = self.cost(lambda: few.write({"portal_area_ids": switch_off}))
        cost = self.cost(lambda: many.write({"portal_area_ids": switch_off}))
        self.assertLessEqual(cost, cost_of_few + BATCHES)
        for customer in few[0], many[-1]:
            self.assertEqual(customer.portal_off_area_ids, areas)
            # the note in the chatter, which Odoo writes one by one
            values = customer.message_ids[0].sudo().tracking_value_ids
            self.assertEqual(len(values), 1)
            self.assertIn(areas[0].name, values.new_value_char)

    def test_padlock(self):
        few, many = self.customers[:2], self.customers[2:]
        cost_of_few = self.cost(few.action_lock_language)
        self.assertLessEqual(
            self.cost(many.action_lock_language), cost_of_few + BATCHES
        )
        self.assertTrue(many[-1].message_ids[0].body)

    def test_lock_reasons(self):
        for customer in self.customers[:ON_SCREEN]:
            self.make_invoice(customer)
        locked = self.customers[:ON_SCREEN]
        for field in "sale_currency_lock_reason", "language_lock_reason":
            with self.subTest(field):
                self.assertLessEqual(
                    self.cost(lambda field=field: locked.mapped(field)), 12
                )
                self.assertTrue(all(locked.mapped(field)))
        for values in {"property_sale_currency_id": self.eur.id}, {"lang": "fr_FR"}:
            with self.subTest(values):
                cost = self.cost(lambda values=values: self.refuse(locked, values))
                self.assertLessEqual(cost, 15)

    def refuse(self, customers, values):
        with self.assertRaises(UserError), self.cr.savepoint(flush=False):
            customers.write(values)

    def test_mail_to_followers(self):
        invoice = self.make_followed_invoice()

        def post():
            invoice.message_post(body="Hello", subtype_xmlid="mail.mt_comment")

        post()
        cost_with_all_on = self.cost(post)
        for areas in self.area_orders, self.area_invoices:
            self.customers[0].portal_off_area_ids = areas
            with self.subTest(areas.name):
                self.assertLessEqual(self.cost(post), cost_with_all_on + 2)

    def test_connections_of_a_change_of_currency(self):
        """Customers with cancelled orders are looked up by a second connection."""
        for customer in self.customers[:10]:
            self.make_order(customer, "cancel")
        customers = self.customers[:10]
        registry = type(self.registry)
        with patch.object(
            registry, "cursor", autospec=True, side_effect=registry.cursor
        ) as opened:
            customers.property_sale_currency_id = self.eur
        self.assertEqual(opened.call_count, 1)
        self.assertEqual(customers.property_sale_currency_id, self.eur)

    def test_print_dialog(self):
        self.customers[:20].lang = "fr_FR"
        line = {"product_id": self.product_a.id, "price_unit": 1}
        invoices = self.env["account.move"]
        for customer in self.customers[:20]:
            invoices |= self.make_invoice(
                customer, invoice_line_ids=[Command.create(line)]
            )
        get_dialog = self.env["customer.document.print"].get_print_dialog
        report = "account.report_invoice_with_payments"
        cost_of_two = self.cost(lambda: get_dialog(report, invoices[:2].ids))
        self.assertLessEqual(
            self.cost(lambda: get_dialog(report, invoices.ids)), cost_of_two
        )
