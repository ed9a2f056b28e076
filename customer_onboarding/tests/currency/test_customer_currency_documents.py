from contextlib import contextmanager
from itertools import product

from odoo.addons.account.models.account_move import AccountMove
from odoo.fields import Command
from odoo.tests import Form

from .common import DAYS, LIST_PRICE, PRICES, CurrencyDocumentsCommon


class TestCustomerCurrencyDocuments(CurrencyDocumentsCommon):
    """Each kind of document has the customer's currency, and the amounts of the day."""

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

    @contextmanager
    def assert_warned(self, line, currency="GBP"):
        with self.assertLogs("odoo.tests.form.onchange", "WARNING") as logs:
            yield
        self.assertIn(f"typed manually in {currency}", logs.output[0])
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
            self.assertIn("typed manually", order.message_ids[0].body)
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

    def euro_and_pound(self):
        return (
            self.make_customer("Euro", property_sale_currency_id=self.eur.id),
            self.make_customer("Pound", property_sale_currency_id=self.gbp.id),
        )

    def test_only_typed_prices_are_kept_and_told(self):
        """A price typed for a product is one; a line without a price has none."""
        euro, pound = self.euro_and_pound()
        dozen = {"product_uom_id": self.env.ref("uom.product_uom_dozen").id}
        move = self.make_move(
            "out_invoice",
            euro,
            DAYS[0],
            invoice_line_ids=[
                Command.create({"product_id": self.article.id, **values})
                for values in ({"name": "A"}, {"name": "B", "price_unit": 7}, dozen)
            ]
            + [Command.create({"name": "C", "price_unit": 0, "tax_ids": False})],
        )
        price = PRICES["EUR", DAYS[0]]
        before = [price, 7, 12 * price, 0]
        self.assertEqual(move.invoice_line_ids.mapped("price_unit"), before)
        move.partner_id = pound
        price = PRICES["GBP", DAYS[0]]
        after = [price, 7, 12 * price, 0]
        self.assertEqual(move.invoice_line_ids.mapped("price_unit"), after)
        self.assertIn("Check them: B.", move.message_ids[0].body)

    def test_prices_with_taxes_of_another_country_are_no_typed_ones(self):
        """Stock takes the tax out of the price, and puts the other one in."""
        (self.tax_sale_a | self.tax_sale_b).price_include_override = "tax_included"
        self.tax_sale_b.amount = 50.0
        self.article.taxes_id = self.tax_sale_a
        net = LIST_PRICE / (1 + self.tax_sale_a.amount / 100)
        euro, pound = self.euro_and_pound()
        (euro | pound).property_account_position_id = self.fiscal_pos_a
        for document in (
            self.make_move("out_invoice", euro, DAYS[0]),
            self.make_quotation(euro, DAYS[0]),
        ):
            lines = "order_line" if "order_line" in document else "invoice_line_ids"
            for customer, currency in ((euro, "EUR"), (pound, "GBP")):
                document.partner_id = customer
                rate = PRICES[currency, DAYS[0]] / LIST_PRICE
                self.assertAlmostEqual(
                    document[lines].price_unit, net * 1.5 * rate, 1, document
                )

    def test_what_another_customer_does_not_convert(self):
        """Documents that have their currency from elsewhere, or are sent."""
        self.set_pricelists(False)
        euro, pound = self.euro_and_pound()
        given = self.make_move("out_invoice", euro, DAYS[0])
        given.write({"partner_id": pound.id, "currency_id": self.eur.id})
        of_order = self.make_invoice_of_order(euro, DAYS[0])
        invoice = self.make_move("out_invoice", euro, DAYS[0])
        invoice.action_post()
        refund = invoice._reverse_moves()
        sent = self.make_quotation(euro, DAYS[0])
        sent.action_quotation_sent()
        for document in (given, of_order, refund, sent):
            with self.subTest(document=document):
                document.partner_id = pound
                self.assert_document(document, self.eur, DAYS[0])

    def test_the_company_of_the_document_decides(self):
        """Not the one that whoever creates it works in."""
        self.set_pricelists(False)
        customer = self.make_customer(property_sale_currency_id=self.eur.id)
        other = {"company_id": self.other_company.id}
        in_other = customer.with_company(self.other_company)
        in_other.property_sale_currency_id = self.gbp
        companies = (self.company | self.other_company).ids
        customer = customer.with_context(allowed_company_ids=companies)
        for document in (
            self.make_move("out_invoice", customer, DAYS[0], **other),
            self.make_quotation(customer, DAYS[0], **other),
        ):
            self.assertEqual(document.company_id, self.other_company)
            self.assertEqual(document.currency_id, self.gbp)

    def test_new_customer_on_a_quotation_that_is_not_saved(self):
        """A price that was typed on the form just now is kept, and told."""
        self.set_pricelists(True)
        euro, pound = self.euro_and_pound()
        form = Form(self.env["sale.order"])
        form.partner_id = pound
        for price in (None, 7):
            with form.order_line.new() as line:
                line.product_id = self.article
                if price:
                    line.price_unit = price
        with self.assert_warned("Chair"):
            form.partner_id = euro
        self.assertEqual(form.save().order_line.mapped("price_unit")[1], 7)

    def test_currency_that_another_addon_changes_with_the_customer(self):
        """Prices are converted from the currency that the draft had, and told.

        Such an addon takes it from a pricelist of the customer, before ours looks.
        """
        euro, pound = self.euro_and_pound()

        def follow_customer(moves):
            compute(moves)
            for move in moves.filtered("partner_id"):
                move.currency_id = move.partner_id._get_customer_currency()

        compute = AccountMove._compute_partner_shipping_id
        self.patch(AccountMove, "_compute_partner_shipping_id", follow_customer)
        line = {"product_id": self.article.id}
        typed = {"name": "By hand", "price_unit": 7, "tax_ids": False}
        moves = [
            self.make_move(
                "out_invoice",
                euro,
                DAYS[0],
                invoice_line_ids=[Command.create(line), Command.create(typed)],
            )
            for __ in range(2)
        ]
        moves[0].partner_id = pound
        self.assertIn("By hand", moves[0].message_ids[0].body)
        with self.assert_warned("By hand", "EUR"), Form(moves[1]) as form:
            form.partner_id = pound
        for move in moves:
            self.assertEqual(move.currency_id, self.gbp)
            prices = [PRICES["GBP", DAYS[0]], 7]
            self.assertEqual(move.invoice_line_ids.mapped("price_unit"), prices)
            self.assertAlmostEqual(move.amount_total, sum(prices), 2)
