from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL
from odoo.tools.mail import html_to_inner_content
from odoo.tools.query import Query

from ...models.group.account_move import INVOICE_MONTHS
from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestGroupValue(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.resellers, cls.schools = cls.env["customer.group"].create(
            [{"name": "Resellers"}, {"name": "Schools"}]
        )
        cls.report = cls.env["customer.group.report"]

    def amounts(self):
        """Invoiced in full and as share, by group, and the sum of the shares."""
        rows = self.report._read_group(
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
        nobody = self.env["customer.group"]
        self.assertEqual(by_group[nobody], (500, 500, 1))
        self.assertEqual(total, 625, "what was invoiced")

    def test_an_archived_group_is_left_out(self):
        """Its customers count in the groups that they still have."""
        both = self.make_customer(
            customer_group_ids=(self.resellers | self.schools).ids
        )
        self.make_invoice(both, 100)
        self.schools.active = False
        self.assertEqual(
            self.amounts(), ({self.resellers: (100, 100, 1)}, 100), "all of it"
        )
        self.resellers.active = False
        nobody = self.env["customer.group"]
        self.assertEqual(self.amounts(), ({nobody: (100, 100, 1)}, 100))

    def test_documents_and_customers_are_counted_once(self):
        """A customer of two groups is two rows, and one customer with its invoices."""
        both = self.make_customer(
            customer_group_ids=(self.resellers | self.schools).ids
        )
        school = self.make_customer("Deco", customer_group_ids=self.schools.ids)
        for amount in 100, 40:
            self.make_invoice(both, amount)
        self.make_invoice(school, 10)
        self.make_invoice(school, 5, move_type="out_refund")
        counts = ["invoice_count:sum", "customer_count:sum", "amount_average:avg"]
        [total] = self.report._read_group([], [], counts)
        self.assertEqual(total, (3, 2, 50))
        by_group = {
            group: values
            for group, *values in self.report._read_group(
                [], ["customer_group_id"], counts
            )
        }
        self.assertEqual(by_group[self.resellers], [2, 1, 70])
        # (100 / 2 + 40 / 2 + 10) / (1/2 + 1/2 + 1): half of the two, all of the one
        self.assertEqual(by_group[self.schools], [3, 2, 40])

    def test_paid_overdue_and_credited(self):
        both = self.make_customer(
            customer_group_ids=(self.resellers | self.schools).ids
        )
        tax = self.company_data["default_tax_sale"]
        self.assertEqual(tax.amount, 15)
        line = {"name": "Work", "price_unit": 100.0, "tax_ids": [Command.set(tax.ids)]}
        late, paid, __ = (
            self.make_invoice(
                both, invoice_line_ids=[Command.create(line)], invoice_date_due=due
            )
            for due in ("2026-01-20", "2026-01-20", "2099-01-01")
        )
        for invoice, amount in (late, 15), (paid, 115):
            self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            ).create({"amount": amount})._create_payments()
        self.make_invoice(both, 20, move_type="out_refund")
        measures = ["amount_share", "credit_share", "paid_share", "overdue_share"]
        sums = [f"{name}:sum" for name in measures]
        [total] = self.report._read_group([], [], sums)
        self.assertEqual([round(value, 2) for value in total], [280, 20, 130, 100])
        rows = self.report._read_group([], ["customer_group_id"], sums)
        for __, *values in rows:
            self.assertEqual([round(value, 2) for value in values], [140, 10, 65, 50])

    def test_groups_come_in_their_own_order(self):
        """As in their list, by the client's call; customers without one at the end."""
        self.schools.sequence, self.resellers.sequence = 1, 2
        for groups in self.resellers, self.schools, self.schools.browse():
            self.make_invoice(self.make_customer(customer_group_ids=groups.ids))
        for order, expected in (
            (None, ["Schools", "Resellers", None]),
            ("customer_group_id desc", [None, "Resellers", "Schools"]),
        ):
            rows = self.report.formatted_read_group(
                [], ["customer_group_id"], ["amount_share:sum"], order=order
            )
            names = [(row["customer_group_id"] or (0, None))[1] for row in rows]
            self.assertEqual(names, expected)

    def test_the_pivot_shows_groups_in_their_own_order(self):
        """It asks for all its levels in one query."""
        self.schools.sequence, self.resellers.sequence = 1, 2
        for groups, amount in (self.resellers, 40), (self.schools, 60):
            customer = self.make_customer(customer_group_ids=groups.ids)
            self.make_invoice(customer, amount, invoice_date="2024-03-15")
        group = ["customer_group_id"]
        [[total], by_group, by_month] = self.report.formatted_read_grouping_sets(
            [],
            [[], group, [*group, "invoice_date:month"]],
            ["amount_share:sum"],
            order="customer_group_id",
        )
        self.assertEqual(total["amount_share:sum"], 100)
        for rows in by_group, by_month:
            amounts = [
                (row["customer_group_id"][1], row["amount_share:sum"]) for row in rows
            ]
            self.assertEqual(amounts, [("Schools", 60), ("Resellers", 40)])

    def test_several_cores_may_read_the_report(self):
        """Each adds up its part of the invoices, as with Odoo's invoice report."""
        cr = self.env.cr
        newer = cr._cnx.server_version >= 160000
        forced = "debug_parallel_query" if newer else "force_parallel_mode"
        cr.execute(f"SET LOCAL {forced} = on")
        query = SQL(
            "EXPLAIN SELECT customer_group_id, sum(amount_share) FROM %s AS report"
            " GROUP BY customer_group_id",
            self.report._table_sql,
        )
        plan = "\n".join(line for (line,) in self.env.execute_query(query))
        self.assertIn("Gather", plan.splitlines()[0], plan)

    def test_statistics_are_on_odoo_s_months(self):
        """PostgreSQL uses them for this very expression, and for no other."""
        cr = self.env.cr
        moves = self.env["account.move"]
        month = moves._read_group_groupby(
            moves._table, "invoice_date:month", Query(self.env, moves._table)
        )
        expression = cr.mogrify(month.code, month.params).decode()
        cr.execute(
            f"CREATE STATISTICS odoo_s_month ON ({expression}) FROM account_move"
        )
        cr.execute(
            "SELECT pg_get_statisticsobjdef_expressions(oid) FROM pg_statistic_ext"
            " WHERE stxname IN ('odoo_s_month', %s)",
            [INVOICE_MONTHS],
        )
        (odoos,), (ours,) = cr.fetchall()
        self.assertEqual(ours, odoos)

    def test_rows_open_their_document(self):
        invoice = self.make_invoice(
            self.make_customer(customer_group_ids=self.schools.ids)
        )
        [row] = self.report.search([])
        action = row.action_open_document()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("account.move", invoice.id)
        )

    def test_dimensions(self):
        """Salesperson, country and month, as Odoo's own report tells them."""
        belgium = self.env.ref("base.be")
        customer = self.make_customer(
            country_id=belgium.id, customer_group_ids=self.schools.ids
        )
        contact = self.make_customer("Camille", parent_id=customer.id)
        seller = new_test_user(self.env, "seller", "sales_team.group_sale_salesman")
        self.make_invoice(contact, 30, invoice_user_id=seller.id)
        [row] = self.report.search([])
        self.assertEqual(row.partner_id, customer)
        self.assertEqual(row.country_id, belgium)
        self.assertEqual(row.invoice_user_id, seller)

    def test_who_may_read_it(self):
        """Accounting reads all; salespeople their own, as far as Odoo says so."""
        customer = self.make_customer(customer_group_ids=self.schools.ids)
        own = "sales_team.group_sale_salesman"
        seller = new_test_user(self.env, "seller", own)
        self.make_invoice(customer, 30, invoice_user_id=seller.id)
        self.make_invoice(customer, 70, invoice_user_id=self.env.user.id)
        for group, expected in (
            (own, 30),
            (f"{own},account.group_account_readonly", 100),
            ("sales_team.group_sale_salesman_all_leads", 100),
            ("account.group_account_invoice", 100),
            ("account.group_account_readonly", 100),
        ):
            with self.subTest(group):
                user = seller
                if group != own:
                    user = new_test_user(self.env, f"reads {group}", group)
                report = self.report.with_user(user)
                [(amount,)] = report._read_group([], [], ["amount_share:sum"])
                self.assertEqual(amount, expected)
                menu = self.env.ref("customer_onboarding.menu_group_value")
                shown = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
                for each in menu | menu.parent_id | menu.parent_id.parent_id:
                    self.assertIn(each.id, shown)
        for user in (
            self.make_portal_user(customer),
            new_test_user(self.env, "plain", "base.group_user"),
        ):
            with self.assertRaises(AccessError):
                self.report.with_user(user).search([])

    def test_other_companies_stay_apart(self):
        other = self.setup_other_company()["company"]
        customer = self.make_customer(customer_group_ids=self.schools.ids)
        self.make_invoice(customer, 30)
        reader = new_test_user(
            *(self.env, "abroad", "account.group_account_readonly"),
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        self.assertFalse(self.report.with_user(reader).search([]))

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
            [("partner_id", "=", customer.id)],
            ["customer_group_id"],
            ["amount_invoiced:sum", "amount_share:sum"],
        )
        self.assertEqual(
            {group.id for group, *__ in rows}, set((self.resellers | self.schools).ids)
        )
        for __, full, share in rows:
            self.assertAlmostEqual(full, odoos, 2)
            self.assertAlmostEqual(share, odoos / 2, 2)
        currencies = env["customer.group.report"].search([]).currency_id
        self.assertEqual(currencies, env.company.currency_id)

    def test_printed_ranking(self):
        both = self.make_customer(
            "Azure", customer_group_ids=(self.resellers | self.schools).ids
        )
        school = self.make_customer("Deco", customer_group_ids=self.schools.ids)
        nobody = self.make_customer("Nobody")
        for customer, amount in (both, 100), (school, 40), (nobody, 1000):
            self.make_invoice(customer, amount)
        self.make_invoice(school, 7, invoice_date="2025-12-31")
        sheet = self.env["customer.group.value.print"].create(
            {"date_from": "2026-01-01", "date_to": "2026-12-31", "top_customers": 1}
        )
        ranking = sheet._get_ranking()
        self.assertEqual(
            [(row["group"], row["amount_share"], row["customers"]) for row in ranking],
            [
                (self.schools, 90, [(both, 50)]),
                (self.resellers, 50, [(both, 50)]),
                (self.schools.browse(), 1000, [(nobody, 1000)]),
            ],
        )
        self.assertAlmostEqual(ranking[0]["part"], 90 / 1140)
        self.assertEqual([row["bar"] for row in ranking], [9, 5, 100])
        totals = sheet._get_totals()
        self.assertEqual(
            [totals[name] for name in ("amount_share", "invoice_count")], [1140, 3]
        )

    def test_printed_page(self):
        """In the language of the reader, whatever that of the company is."""
        self.make_invoice(self.make_customer(customer_group_ids=self.schools.ids), 90)
        self.schools.with_context(lang="fr_FR").name = "Écoles"
        sheet = self.env["customer.group.value.print"].create(
            {"date_from": "2026-01-01", "date_to": "2026-12-31"}
        )
        action = sheet.action_print()
        self.assertEqual(action["type"], "ir.actions.report")
        report = self.env["ir.actions.report"].with_context(lang="fr_FR")
        html, kind = report._render_qweb_html(action["report_name"], sheet.ids)
        self.assertEqual(kind, "html")
        text = html_to_inner_content(html.decode())
        self.assertRegex(text, "1 Écoles \\$\xa090,00")
        self.assertIn("Azure Interior", text)

    def test_customers_without_a_group_have_one_name(self):
        """In charts, lists and pivots, on paper and on their own form."""
        for model, name in (
            (self.report, "customer_group_id"),
            (self.env["res.partner"], "customer_group_ids"),
        ):
            [field] = model.fields_get([name], ["falsy_value_label"]).values()
            self.assertEqual(field["falsy_value_label"], "No group")
        nobody = self.make_customer("Nobody")
        self.make_invoice(nobody, 90)
        sheet = self.env["customer.group.value.print"].create(
            {"date_from": "2026-01-01", "date_to": "2026-12-31"}
        )
        html, __ = self.env["ir.actions.report"]._render_qweb_html(
            "customer_onboarding.customer_group_value_sheet", sheet.ids
        )
        self.assertRegex(html_to_inner_content(html.decode()), r"No group \$\xa090\.00")

    def test_a_period_that_ends_before_it_begins(self):
        with self.assertRaisesRegex(UserError, "Exchange the two dates"):
            self.env["customer.group.value.print"].create(
                {"date_from": "2026-02-01", "date_to": "2026-01-01"}
            )

    @freeze_time("2026-06-30")
    def test_figures_of_a_group(self):
        both = self.make_customer(
            customer_group_ids=(self.resellers | self.schools).ids
        )
        school = self.make_customer("Deco", customer_group_ids=self.schools.ids)
        for customer, amount, day in (
            (both, 100, "2026-01-01"),
            (school, 70, "2026-06-30"),
            (self.make_customer("Nobody"), 30, "2026-03-01"),
            (school, 60, "2025-06-30"),
            # after the days of last year that are compared
            (school, 999, "2025-07-01"),
        ):
            self.make_invoice(
                customer, amount, invoice_date=day, invoice_date_due="2026-12-31"
            )
        self.make_invoice(
            school, 5, invoice_date="2024-01-01", invoice_date_due="2024-02-01"
        )
        groups = self.resellers | self.schools
        self.assertEqual(groups.mapped("invoiced_this_year"), [50, 120])
        self.assertEqual(groups.mapped("invoiced_part"), [0.25, 0.6])
        self.assertEqual(groups.mapped("invoiced_trend"), [0, 1])
        self.assertEqual(groups.mapped("overdue_amount"), [0, 5])
        action = self.schools.action_view_value()
        self.assertEqual(len(self.report.search(action["domain"])), 5)

    def test_figures_are_read_together_and_by_who_may(self):
        groups = self.env["customer.group"].create(
            [{"name": f"Group {number}"} for number in range(20)]
        )

        def read(some):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.mapped("overdue_amount")
            return self.cr.sql_log_count - before

        read(groups)
        self.assertEqual(read(groups), read(groups[:2]))
        plain = new_test_user(self.env, "plain", "base.group_user")
        with self.assertRaises(AccessError):
            groups.with_user(plain).mapped("invoiced_this_year")
