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

    # the kinds of documents, made as other programs make them

    def make_move(self, move_type, customer, day):
        return self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": customer.id,
                "invoice_date": day,
                "invoice_line_ids": [Command.create({"product_id": self.article.id})],
            }
        )

    def make_quotation(self, customer, day):
        return self.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "date_order": f"{day} 12:00:00",
                "order_line": [Command.create({"product_id": self.article.id})],
            }
        )

    def make_imported_quotation(self, customer, day):
        result = self.env["sale.order"].load(
            ["partner_id/.id", "date_order", "order_line/product_id/.id"],
            [[str(customer.id), f"{day} 12:00:00", str(self.article.id)]],
        )
        self.assertFalse(result["messages"])
        return self.env["sale.order"].browse(result["ids"])

    def make_invoice_of_order(self, customer, day):
        order = self.make_quotation(customer, day)
        self.article.invoice_policy = "order"
        order.action_confirm()
        order.order_line.price_unit = order.order_line.price_unit
        return order._create_invoices()

    def make_down_payment(self, customer, day):
        order = self.make_quotation(customer, day)
        wizard = self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": order.ids,
                "advance_payment_method": "percentage",
                "amount": 100,
            }
        )
        wizard.create_invoices()
        return order.invoice_ids

    def kinds(self):
        return {
            **{
                move_type: lambda *args, t=move_type: self.make_move(t, *args)
                for move_type in ("out_invoice", "out_refund", "out_receipt")
            },
            "quotation": self.make_quotation,
            "import": self.make_imported_quotation,
            "invoice of order": self.make_invoice_of_order,
            "down payment": self.make_down_payment,
        }

    def test_each_kind(self):
        """By kind, currency set, empty, equal, pricelists, company, rate of the day."""
        for pricelists in (False, True):
            self.set_pricelists(pricelists)
            for chosen, day in product(("EUR", "", "company"), DAYS):
                customer = self.make_customer(f"{chosen} {day} {pricelists}")
                here = {"EUR": self.eur, "": False, "company": self.company_currency}
                customer.property_sale_currency_id = here[chosen]
                elsewhere = customer.with_company(self.other_company)
                elsewhere.property_sale_currency_id = self.gbp
                for kind, make in self.kinds().items():
                    with self.subTest(
                        kind=kind, pricelists=pricelists, currency=chosen, day=day
                    ):
                        self.assert_document(
                            make(customer, day),
                            here[chosen] or self.company_currency,
                            day,
                        )
                with self.subTest("other company", pricelists=pricelists, day=day):
                    order = (
                        self.env["sale.order"]
                        .with_company(self.other_company)
                        .create(
                            {
                                "partner_id": customer.id,
                                "date_order": f"{day} 12:00:00",
                                "order_line": [
                                    Command.create({"product_id": self.article.id})
                                ],
                            }
                        )
                    )
                    self.assert_document(order, self.gbp, day)

    def assert_document(self, document, currency, day):
        expected = PRICES.get((currency.name, day), LIST_PRICE)
        self.assertEqual(document.currency_id, currency)
        self.assertAlmostEqual(document.amount_total, expected, 2)

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
        france = self.env.ref("base.fr")
        self.env["product.pricelist"].create(
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
        euro.country_id = france
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
