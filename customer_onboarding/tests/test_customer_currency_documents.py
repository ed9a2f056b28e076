from contextlib import contextmanager
from itertools import product

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form

from .common import OnboardingCommon

LIST_PRICE = 100.0  # company currency
RATES = {  # units for one of the company's currency, by the date they begin at
    "EUR": {"2026-01-01": 2.0, "2026-03-01": 4.0},
    "GBP": {"2026-01-01": 0.5, "2026-03-01": 0.25},
}
# what a unit costs, by currency and day of the document
PRICES = {
    ("EUR", "2026-01-15"): 200.0,
    ("EUR", "2026-03-15"): 400.0,
    ("GBP", "2026-01-15"): 50.0,
    ("GBP", "2026-03-15"): 25.0,
}
DAYS = ("2026-01-15", "2026-03-15")


class TestCustomerCurrencyDocuments(OnboardingCommon):
    """Each kind of document has the customer's currency, and the amounts of the day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_currency = cls.company.currency_id
        cls.other_company = cls.setup_other_company()["company"]
        cls.env.user.company_ids = [Command.link(cls.other_company.id)]
        cls.currencies = {"EUR": cls.eur, "GBP": cls.gbp}
        cls.env["res.currency.rate"].search([]).unlink()
        cls.env["res.currency.rate"].create(
            [
                {
                    "currency_id": cls.currencies[name].id,
                    "company_id": company.id,
                    "name": day,
                    "rate": rate,
                }
                for company in (cls.company, cls.other_company)
                for name, days in RATES.items()
                for day, rate in days.items()
            ]
        )
        cls.article = cls.env["product.product"].create(
            {"name": "Chair", "list_price": LIST_PRICE, "taxes_id": [Command.clear()]}
        )

    def set_pricelists(self, on):
        settings = self.env["res.config.settings"].sudo()
        settings.create({"group_product_pricelist": on}).execute()

    # the kinds of documents, each as people or programs make it; the customer's
    # environment says in which company

    def make_move(self, move_type, customer, day, **values):
        return customer.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": customer.id,
                "invoice_date": day,
                "invoice_line_ids": [Command.create({"product_id": self.article.id})],
            }
            | values
        )

    def make_quotation(self, customer, day, **values):
        return customer.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "date_order": f"{day} 12:00:00",
                "order_line": [Command.create({"product_id": self.article.id})],
            }
            | values
        )

    def make_imported_quotation(self, customer, day):
        result = customer.env["sale.order"].load(
            ["partner_id/.id", "date_order", "order_line/product_id/.id"],
            [[str(customer.id), f"{day} 12:00:00", str(self.article.id)]],
        )
        self.assertFalse(result["messages"])
        return customer.env["sale.order"].browse(result["ids"])

    def make_cart(self, customer, day):
        """What a portal user orders, through a controller's sudo."""
        user = customer.with_context(active_test=False).user_ids or (
            self.make_portal_user(customer)
        )
        user.sudo().write(
            {
                "company_ids": [Command.set(customer.env.companies.ids)],
                "company_id": customer.env.company.id,
            }
        )
        return self.make_quotation(customer.with_user(user).sudo(), day)

    def make_visitors_cart(self, customer, day):
        """What an anonymous visitor ordered before saying who it is."""
        env = customer.env
        visitor = env.ref("base.public_partner").with_user(env.ref("base.public_user"))
        company = env.company
        visitor = visitor.sudo().with_context(allowed_company_ids=company.ids)
        cart = self.make_quotation(visitor, day, company_id=company.id)
        self.assertEqual(cart.currency_id, company.currency_id)
        cart.partner_id = customer
        return cart

    def make_invoice_of_order(self, customer, day):
        order = self.make_quotation(customer, day)
        self.article.invoice_policy = "order"
        order.action_confirm()
        return order._create_invoices()

    def make_down_payment(self, customer, day):
        order = self.make_quotation(customer, day)
        wizard = customer.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": order.ids,
                "advance_payment_method": "percentage",
                "amount": 100,
            }
        )
        wizard.create_invoices()
        return order.invoice_ids

    def make_bill(self, customer, day):
        line = {"name": "Rent", "price_unit": LIST_PRICE, "tax_ids": [Command.clear()]}
        lines = [Command.create(line)]
        return self.make_move("in_invoice", customer, day, invoice_line_ids=lines)

    def make_invoice_in_pounds_journal(self, customer, day):
        journals = customer.env["account.journal"]
        code = f"GBP{customer.env.company.id}"
        journal = journals.search([("code", "=", code)]) or journals.create(
            {
                "name": "Pounds",
                "code": code,
                "type": "sale",
                "currency_id": self.gbp.id,
            }
        )
        return self.make_move("out_invoice", customer, day, journal_id=journal.id)

    def make_statement_line(self, customer, day):
        journal = customer.env["account.journal"].search(
            [
                *customer.env["account.journal"]._check_company_domain(
                    customer.env.company
                ),
                ("type", "=", "bank"),
            ],
            limit=1,
        )
        return customer.env["account.bank.statement.line"].create(
            {
                "journal_id": journal.id,
                "partner_id": customer.id,
                "date": day,
                "payment_ref": "Thanks",
                "amount": LIST_PRICE,
            }
        )

    def make_invoice_in_pounds(self, customer, day):
        return self.make_move("out_invoice", customer, day, currency_id=self.gbp.id)

    def make_refund(self, customer, day):
        invoice = self.make_invoice_in_pounds(customer, day)
        invoice.action_post()
        return invoice._reverse_moves([{"date": day, "invoice_date": day}])

    def kinds(self):
        """How to make each kind; the currency of those that have one of their own."""
        types = ("out_invoice", "out_refund", "out_receipt")
        own = self.customers_own
        return {
            **{
                move_type: (lambda *args, t=move_type: self.make_move(t, *args), own)
                for move_type in types
            },
            "order by RPC": (self.make_quotation, own),
            "order by import": (self.make_imported_quotation, own),
            "order of a portal user": (self.make_cart, own),
            "order of a visitor": (self.make_visitors_cart, own),
            "invoice of order": (self.make_invoice_of_order, own),
            "down payment": (self.make_down_payment, own),
            "vendor bill": (self.make_bill, self.company_currency),
            "statement line": (self.make_statement_line, self.company_currency),
            "journal": (self.make_invoice_in_pounds_journal, self.gbp),
            "chosen by hand": (self.make_invoice_in_pounds, self.gbp),
            "refund": (self.make_refund, self.gbp),
        }

    customers_own = object()  # stands for the customer's currency

    def test_each_kind(self):
        """By kind, currency set, empty, equal, pricelists, company, rate of the day."""
        here = {"EUR": self.eur, "": False, "company": self.company_currency}
        for pricelists in (False, True):
            self.set_pricelists(pricelists)
            for number, chosen in enumerate(here):
                day = DAYS[(number + pricelists) % 2]
                customer = self.make_customer(f"{chosen} {day} {pricelists}")
                customer.property_sale_currency_id = here[chosen]
                # in the second company, the same customer has another one
                in_companies = [
                    (
                        customer.with_context(allowed_company_ids=company.ids),
                        currency or self.company_currency,
                    )
                    for company, currency in (
                        (self.company, here[chosen]),
                        (self.other_company, self.gbp),
                    )
                ]
                in_companies[1][0].property_sale_currency_id = self.gbp
                for (in_company, currency), (kind, (make, own)) in product(
                    in_companies, self.kinds().items()
                ):
                    with self.subTest(
                        kind=kind,
                        company=in_company.env.company.name,
                        pricelists=pricelists,
                        currency=chosen,
                        day=day,
                    ):
                        document = make(in_company, day)
                        self.assertEqual(document.company_id, in_company.env.company)
                        expected = currency if own is self.customers_own else own
                        self.assert_document(document, expected, day)

    def assert_document(self, document, currency, day):
        """It is in that currency, and its amount is the price at the rate of the day.

        In the company's currency, documents of that day amount to the list price.
        """
        expected = PRICES.get((currency.name, day), LIST_PRICE)
        self.assertEqual(document.currency_id, currency)
        is_line = document._name == "account.bank.statement.line"
        amount = document.amount if is_line else document.amount_total
        self.assertAlmostEqual(amount, expected, 2)
        if document._name == "account.move" and document.invoice_date:
            self.assertAlmostEqual(abs(document.amount_total_signed), LIST_PRICE, 2)

    @contextmanager
    def assert_warned(self, line):
        with self.assertLogs("odoo.tests.form.onchange", "WARNING") as logs:
            yield
        self.assertIn("typed by hand in GBP", logs.output[0])
        self.assertIn(line, logs.output[0])

    def test_new_customer_on_a_draft_converts_its_lines(self):
        euro = self.make_customer("Euro", property_sale_currency_id=self.eur.id)
        pound = self.make_customer("Pound", property_sale_currency_id=self.gbp.id)
        for day in DAYS:
            move = self.make_move("out_invoice", euro, day)
            move.write(
                {
                    "invoice_line_ids": [
                        Command.create(
                            {"name": "By hand", "price_unit": 7, "tax_ids": False}
                        )
                    ]
                }
            )
            move.partner_id = pound
            self.assertEqual(move.currency_id, self.gbp)
            self.assertEqual(
                move.invoice_line_ids.mapped("price_unit"), [PRICES["GBP", day], 7]
            )
            self.assertAlmostEqual(move.amount_total, PRICES["GBP", day] + 7, 2)
            self.assertIn("By hand", move.message_ids[0].body)
            with self.assert_warned("By hand"), Form(move) as form:
                form.partner_id = euro
            self.assertEqual(move.currency_id, self.eur)
            self.assertEqual(
                move.invoice_line_ids.mapped("price_unit"), [PRICES["EUR", day], 7]
            )

    def test_new_customer_on_a_quotation_converts_its_lines(self):
        euro = self.make_customer("Euro", property_sale_currency_id=self.eur.id)
        pound = self.make_customer("Pound", property_sale_currency_id=self.gbp.id)
        for pricelists, day in product((False, True), DAYS):
            self.set_pricelists(pricelists)
            order = self.make_quotation(euro, day)
            order.order_line = [
                Command.create({"product_id": self.article.id, "price_unit": 7})
            ]
            order.partner_id = pound
            self.assertEqual(order.currency_id, self.gbp)
            self.assertEqual(
                order.order_line.mapped("price_unit"), [PRICES["GBP", day], 7]
            )
            self.assertIn("typed by hand", order.message_ids[0].body)
            with self.assert_warned("Chair"), Form(order) as form:
                form.partner_id = euro
            self.assertEqual(order.currency_id, self.eur)
            self.assertEqual(
                order.order_line.mapped("price_unit"), [PRICES["EUR", day], 7]
            )

    def test_currency_chosen_by_hand_stays(self):
        euro = self.make_customer("Euro", property_sale_currency_id=self.eur.id)
        with Form(
            self.env["account.move"].with_context(default_move_type="out_invoice")
        ) as form:
            form.currency_id = self.gbp
            form.partner_id = euro
            self.assertEqual(form.currency_id, self.gbp)
            form.partner_id = self.make_customer("Plain")
            self.assertEqual(form.currency_id, self.gbp)

    def test_pricelist_of_the_currency(self):
        self.set_pricelists(True)
        euro_lists = [("currency_id", "=", self.eur.id)]
        self.assertFalse(self.env["product.pricelist"].search(euro_lists))
        euro = self.make_customer("Euro", property_sale_currency_id=self.eur.id)
        pricelist = self.env["product.pricelist"].search(euro_lists)
        self.assertEqual(len(pricelist), 1)
        self.assertEqual(euro.property_product_pricelist, pricelist)
        self.make_customer("Euro too", property_sale_currency_id=self.eur.id)
        self.assertEqual(self.env["product.pricelist"].search(euro_lists), pricelist)
        # a country with a pricelist in another currency
        self.make_country_pricelist()
        euro.country_id = self.env.ref("base.fr")
        self.assertEqual(euro.property_product_pricelist, pricelist)
        order = self.make_quotation(euro, DAYS[0])
        self.assert_document(order, self.eur, DAYS[0])

    def test_pricelist_in_another_currency_is_refused(self):
        self.set_pricelists(True)
        euro = self.make_customer("Euro", property_sale_currency_id=self.eur.id)
        pounds, euros = self.env["product.pricelist"].create(
            [
                {"name": "Pounds", "currency_id": self.gbp.id},
                {"name": "Euros", "currency_id": self.eur.id},
            ]
        )
        for way in (
            lambda: euro.write({"property_product_pricelist": pounds.id}),
            lambda: euro.write({"specific_property_product_pricelist": pounds.id}),
        ):
            with (
                self.assertRaisesRegex(ValidationError, "choose a pricelist in EUR"),
                self.cr.savepoint(),
            ):
                way()
        euro.specific_property_product_pricelist = euros
        with (
            self.assertRaisesRegex(ValidationError, "The pricelist Euros is in EUR"),
            self.cr.savepoint(),
        ):
            euro.property_sale_currency_id = self.gbp
        with (
            self.assertRaisesRegex(ValidationError, "The pricelist Euros is in GBP"),
            self.cr.savepoint(),
        ):
            euros.currency_id = self.gbp

    def make_country_pricelist(self):
        """A pricelist in GBP for France."""
        france = self.env.ref("base.fr")
        return self.env["product.pricelist"].create(
            {
                "name": "France",
                "currency_id": self.gbp.id,
                "sequence": 1,
                "country_group_ids": [
                    Command.create(
                        {"name": "France", "country_ids": [Command.set(france.ids)]}
                    )
                ],
            }
        )

    def test_country_does_not_change_the_currency_of_a_customer_without_one(self):
        self.set_pricelists(True)
        of_france = self.make_country_pricelist()
        plain = self.make_customer("Plain")
        order = self.make_quotation(plain, DAYS[0])
        plain.country_id = self.env.ref("base.fr")
        self.assert_document(order, self.company_currency, DAYS[0])
        for document in (
            self.make_quotation(plain, DAYS[0]),
            self.make_move("out_invoice", plain, DAYS[0]),
        ):
            self.assert_document(document, self.company_currency, DAYS[0])
        # the settings may say otherwise
        self.env["res.config.settings"].sudo().create(
            {"customer_currency_policy": "pricelist"}
        ).execute()
        plain.invalidate_recordset()
        self.assertEqual(plain.property_product_pricelist, of_france)
        self.assert_document(self.make_quotation(plain, DAYS[0]), self.gbp, DAYS[0])
        # a currency that was chosen decides all the same
        euro = self.make_customer(
            "Euro",
            property_sale_currency_id=self.eur.id,
            country_id=self.env.ref("base.fr").id,
        )
        self.assert_document(self.make_quotation(euro, DAYS[0]), self.eur, DAYS[0])

    def test_pricelist_on_a_customer_without_a_currency_is_used(self):
        self.set_pricelists(True)
        pounds = self.env["product.pricelist"].create(
            {"name": "Pounds", "currency_id": self.gbp.id}
        )
        plain = self.make_customer("Plain")
        plain.property_product_pricelist = pounds
        self.assert_document(self.make_quotation(plain, DAYS[0]), self.gbp, DAYS[0])

    def test_anonymous_visitor_keeps_the_pricelist_of_the_country(self):
        self.set_pricelists(True)
        of_france = self.make_country_pricelist()
        visitor = self.env.ref("base.public_partner").with_context(country_code="FR")
        self.assertEqual(visitor.property_product_pricelist, of_france)
        plain = self.make_customer("Plain").with_context(country_code="FR")
        self.assertEqual(
            plain.property_product_pricelist.currency_id, self.company_currency
        )

    def test_installation_keeps_what_pricelists_say(self):
        self.set_pricelists(True)
        companies = self.company | self.other_company
        self.assertEqual(set(companies.mapped("customer_currency_policy")), {"company"})
        self.make_country_pricelist().company_id = self.other_company
        self.env.flush_all()
        # as when the column is new
        self.env["res.company"]._init_column("customer_currency_policy")
        companies.invalidate_recordset()
        self.assertEqual(
            companies.mapped("customer_currency_policy"), ["company", "pricelist"]
        )
