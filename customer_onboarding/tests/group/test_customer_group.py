from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import OnboardingCommon

FORM = "customer_onboarding.res_partner_customer_view_form"


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

    def test_companies_of_different_currencies(self):
        """Their amounts are converted, and add up to those of Odoo's own report."""
        abroad = self.setup_other_company(currency_id=self.eur.id)["company"]
        self.env.user.company_ids = [Command.link(abroad.id)]
        self.env["res.currency.rate"].search([]).unlink()
        self.env["res.currency.rate"].create(
            [
                {
                    "name": day,
                    "rate": rate,
                    "currency_id": currency.id,
                    "company_id": company.id,
                }
                for company, currency, day, rate in (
                    (self.company, self.eur, "2026-01-01", 0.5),
                    (self.company, self.gbp, "2026-01-01", 0.8),
                    # the report converts at today's rate
                    (self.company, self.eur, "2026-02-01", 0.3),
                    (abroad, self.company.currency_id, "2026-01-01", 4),
                    (abroad, self.gbp, "2026-01-01", 2),
                )
            ]
        )
        customer = self.make_customer(
            customer_group_ids=(self.resellers | self.schools).ids
        )
        for company in self.company, abroad:
            there = self.env(
                context={"allowed_company_ids": [company.id, *self.env.companies.ids]}
            )
            customer = customer.with_env(there)
            for currency, amount in (
                (company.currency_id, 100.0),
                (self.gbp, 33.33),
            ):
                move = there["account.move"].create(
                    {
                        "move_type": "out_invoice",
                        "partner_id": customer.id,
                        "currency_id": currency.id,
                        "invoice_date": "2026-01-15",
                        "invoice_line_ids": [
                            Command.create(
                                {"name": "Chair", "price_unit": amount, "tax_ids": []}
                            )
                        ],
                    }
                )
                move.action_post()
        both = self.company | abroad
        for company, expected in (
            # 100 + 33.33 / 0.8, and (100 + 33.33 / 2) / 0.3
            (self.company, 141.66 + 116.67 / 0.3),
            # (100 + 33.33 / 0.8) / 4, and 100 + 33.33 / 2
            (abroad, 141.66 / 4 + 116.67),
        ):
            with self.subTest(company.currency_id.name):
                env = self.env(
                    context={"allowed_company_ids": [company.id, *(both - company).ids]}
                )
                # as a request of its own: rates are flushed, and nothing is cached
                env.invalidate_all()
                self.check_group_value(env, customer, expected)

    def check_group_value(self, env, customer, expected):
        """Compare a customer of two groups with Odoo's report of the same company."""
        domain = [("commercial_partner_id", "=", customer.id)]
        domain += [("state", "=", "posted")]
        ((odoos,),) = env["account.invoice.report"]._read_group(
            domain, [], ["price_subtotal:sum"]
        )
        self.assertAlmostEqual(odoos, expected, 2)
        rows = env["customer.group.report"]._read_group(
            [], ["customer_group_id"], ["amount_invoiced:sum", "amount_share:sum"]
        )
        self.assertEqual(
            {group.id for group, *__ in rows}, set((self.resellers | self.schools).ids)
        )
        for __, full, share in rows:
            self.assertAlmostEqual(full, odoos, 2)
            self.assertAlmostEqual(share, odoos / 2, 2)
        currencies = env["customer.group.report"].search([]).currency_id
        self.assertEqual(currencies, env.company.currency_id)

    def test_count_and_customers_of_a_group(self):
        customer = self.make_customer(customer_group_ids=self.schools.ids)
        self.make_customer("Camille", parent_id=customer.id)
        self.assertEqual(self.schools.partner_count, 1)
        action = self.schools.action_view_customers()
        self.assertEqual(self.env["res.partner"].search(action["domain"]), customer)

    def test_only_the_customer_starts_in_the_group_it_is_created_from(self):
        """Its contacts and addresses are no customers of the group."""
        context = self.schools.action_view_customers()["context"]
        partners = self.env["res.partner"].with_context(**context)
        with Form(partners, view=FORM) as form:
            form.name = "By form"
            form.billing_same = False
            form.billing_street = "1 Billing Street"
        customer = partners.create(
            {
                "name": "Deco",
                "billing_street": "1 Billing Street",
                "shipping_street": "2 Dock Road",
                "child_ids": [Command.create({"name": "Camille"})],
            }
        )
        self.assertEqual(len(customer.child_ids), 3)
        self.assertEqual(customer.customer_group_ids, self.schools)
        self.assertEqual(form.record.customer_group_ids, self.schools)
        self.assertEqual(form.record.child_ids.street, "1 Billing Street")
        contacts = (customer | form.record).child_ids
        self.assertFalse(contacts.customer_group_ids)
        self.assertEqual(self.schools.partner_count, 2)

    def test_contacts_in_a_group_are_not_counted(self):
        customer = self.make_customer(customer_group_ids=self.schools.ids)
        contact = self.make_customer(
            "Camille", parent_id=customer.id, customer_group_ids=self.schools.ids
        )
        # a company below another one is a customer of its own
        subsidiary = self.make_customer(
            "Subsidiary",
            parent_id=customer.id,
            is_company=True,
            customer_group_ids=self.schools.ids,
        )
        self.assertEqual(self.schools.partner_count, 2)
        action = self.schools.action_view_customers()
        found = self.env["res.partner"].search(action["domain"])
        self.assertEqual(found, customer | subsidiary)
        contact.is_company = True
        self.assertEqual(self.schools.partner_count, 3, "the number follows at once")
        customer.customer_group_ids = False
        self.assertEqual(self.schools.partner_count, 2)
        subsidiary.active = False
        self.assertEqual(self.schools.partner_count, 1)

    def test_an_archived_group_gives_its_name_free(self):
        self.schools.active = False
        self.env.flush_all()
        again = self.env["customer.group"].create({"name": "Schools"})
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(IntegrityError, "customer_group_name_unique"),
            self.cr.savepoint(),
        ):
            self.schools.active = True
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(IntegrityError, "customer_group_name_unique"),
            self.cr.savepoint(),
        ):
            self.resellers.name = "Schools"
        self.assertEqual(again.name, "Schools")
