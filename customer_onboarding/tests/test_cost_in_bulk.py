from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from .common import OnboardingCommon

MANY = 1000
# what a hundred records and a thousand may differ by: rows are inserted in batches
BATCHES = 8
ON_SCREEN = 40
# queries until Odoo knows the groups, companies and record rules of one more user
RIGHTS = 7


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

    def test_what_is_seldom_read_is_not_read_with_a_name(self):
        for records, often, seldom in (
            (self.customers[:1], "name", "onboarding_issue"),
            (self.env.company, "name", "customer_reminder"),
        ):
            with self.subTest(records._name):
                self.env.invalidate_all()
                self.assertTrue(records[often])
                field = records._fields[seldom]
                self.assertNotIn(records.id, field._get_cache(self.env))
                # and an attempt that shows it could be
                records.fetch([seldom])
                self.assertIn(records.id, field._get_cache(self.env))

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
                # one of them for the padlocks, which are not read with each contact
                self.assertLessEqual(
                    self.cost(lambda field=field: locked.mapped(field)), 13
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

    def test_rotation_of_links(self):
        few, many = self.customers[:2], self.customers[2:40]
        tokens = {}
        for customer in few | many:
            for document in self.make_order(customer), self.make_invoice(customer):
                document._portal_ensure_token()
                tokens[document] = document.access_token
        cost_of_few = self.cost(few.action_rotate_document_links)
        cost = self.cost(many.action_rotate_document_links)
        self.assertLessEqual(cost, cost_of_few + BATCHES)
        self.assertFalse([document for document in tokens if document.access_token])

    def test_preview_of_contacts(self):
        few, many = self.customers[:2]
        for customer, count in (few, 2), (many, 20):
            for number in range(count):
                self.make_portal_user(
                    self.make_customer(
                        f"Contact {number} of {customer.id}", parent_id=customer.id
                    )
                )
            self.make_invoice(customer)
        few.action_preview_portal()
        cost_of_few = self.cost(few.action_preview_portal)
        # the first time, Odoo reads the rights of each of the other 18
        self.assertLessEqual(
            self.cost(many.action_preview_portal), cost_of_few + 18 * RIGHTS
        )
        # equal documents are counted once
        self.assertLessEqual(
            self.cost(many.action_preview_portal), cost_of_few + BATCHES
        )
        lines = self.env["portal.preview"].search(
            [("partner_id.parent_id", "=", many.id)]
        )
        self.assertEqual(len(lines.partner_id), 20)

    def test_a_mail_without_secrets(self):
        """Ordinary mails are sent without a query of ours."""
        mail = self.env["mail.mail"].create(
            {
                "subject": "Hello",
                "body_html": "<p>Hello</p>",
                "email_to": "ada@example.com",
                "auto_delete": False,
            }
        )
        self.cost(mail._prepare_outgoing_list)
        with self.assertQueryCount(0):
            secrets = mail._get_outgoing_secrets("<p>Hello</p>", "ada@example.com")
        self.assertEqual(secrets, {})
        cost = self.cost(mail._prepare_outgoing_list)
        with patch.object(type(mail), "_get_outgoing_secrets", lambda *_args: {}):
            self.assertEqual(self.cost(mail._prepare_outgoing_list), cost)

    def test_list_of_customers(self):
        customers = self.env["res.partner"].with_context(
            res_partner_search_mode="customer"
        )
        columns = {
            name: {}
            for name in ("complete_name", "email", "customer_group_ids", "user_id")
        } | {"property_sale_currency_id": {"fields": {"display_name": {}}}}
        read = customers.web_search_read
        read([], columns, limit=2)
        cost_of_few = self.cost(lambda: read([], columns, limit=2))
        self.assertLessEqual(
            self.cost(lambda: read([], columns, limit=80)), cost_of_few + 1
        )

    def test_lists_find_their_indexes(self):
        """What a filter of very many customers asks for is what an index holds."""
        self.cr.execute("SET LOCAL enable_seqscan = off")
        self.cr.execute("SET LOCAL enable_sort = off")
        customers = self.env["res.partner"].with_context(
            res_partner_search_mode="customer"
        )
        for domain, order, index in (
            ([("parent_id", "=", False)], customers._order, "customer_list"),
            ([("user_id", "=", self.env.uid)], None, "customer_salesperson"),
            ([("active", "=", False)], None, "customer_archived"),
            ([("onboarding_issue", "!=", False)], None, "customer_issue"),
        ):
            with self.subTest(index):
                customers = customers.with_context(active_test=bool(order))
                query = customers.sudo()._search(domain, order=order, limit=80)
                rows = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
                plan = "\n".join(row[0] for row in rows)
                self.assertIn(f"res_partner_{index}_idx", plan)
