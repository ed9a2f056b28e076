from odoo.exceptions import UserError
from odoo.fields import Command

from .common import DAYS, PRICES, CurrencyDocumentsCommon

DAY = DAYS[0]


class TestCustomerCurrencyCancelled(CurrencyDocumentsCommon):
    """Cancelled documents follow the customer's currency when they come back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer(property_sale_currency_id=cls.eur.id)
        cls.tax = cls.env["account.tax"].create(
            {"name": "10 %", "amount": 10.0, "type_tax_use": "sale"}
        )

    def lines(self, **values):
        """The article at its price, and a line typed by hand."""
        typed = {"name": "By hand", "price_unit": 7.0, "tax_ids": [Command.clear()]}
        article = {"product_id": self.article.id, "tax_ids": self.tax.ids}
        return [Command.create(article | values), Command.create(typed)]

    def assert_converted(self, move, currency):
        price = PRICES[currency.name, DAY]
        self.assertEqual(move.currency_id, currency)
        self.assertEqual(move.invoice_line_ids.mapped("price_unit"), [price, 7.0])
        self.assertAlmostEqual(move.amount_untaxed, price + 7, 2)
        self.assertAlmostEqual(move.amount_tax, price / 10, 2)
        self.assertAlmostEqual(move.amount_total, price * 1.1 + 7, 2)
        # the journal items balance, in the company's currency at the rate of the day
        rate = price / 100
        self.assertAlmostEqual(sum(move.line_ids.mapped("balance")), 0, 2)
        signed = abs(move.amount_total_signed)
        self.assertAlmostEqual(signed, (price * 1.1 + 7) / rate, 2)
        self.assertEqual(move.line_ids.currency_id, currency)
        self.assertIn("By hand", " ".join(move.message_ids.mapped("body")))

    def test_invoices_reset_to_draft(self):
        for move_type in ("out_invoice", "out_refund", "out_receipt"):
            for posted in (False, True):
                with self.subTest(move_type, posted=posted):
                    self.customer.property_sale_currency_id = self.eur
                    move = self.make_move(
                        move_type, self.customer, DAY, invoice_line_ids=self.lines()
                    )
                    if posted:
                        move.action_post()
                        move.button_draft()
                    move.button_cancel()
                    self.customer.property_sale_currency_id = self.gbp
                    move.button_draft()
                    self.assert_converted(move, self.gbp)
                    move.action_post()
                    move.button_draft()
                    move.button_cancel()

    def test_many_invoices_reset_at_once(self):
        moves = self.env["account.move"]
        for __ in range(2):
            moves |= self.make_move(
                "out_invoice", self.customer, DAY, invoice_line_ids=self.lines()
            )
        moves.button_cancel()
        self.customer.property_sale_currency_id = self.gbp
        moves.button_draft()
        for move in moves:
            self.assert_converted(move, self.gbp)

    def test_copies_of_cancelled_invoices(self):
        move = self.make_move(
            "out_invoice", self.customer, DAY, invoice_line_ids=self.lines()
        )
        move.button_cancel()
        self.customer.property_sale_currency_id = self.gbp
        copied = move.copy({"invoice_date": DAY})
        self.assert_converted(copied, self.gbp)
        self.assertEqual(move.currency_id, self.eur, "the cancelled one stays")
        chosen = move.copy({"currency_id": self.eur.id})
        self.assertEqual(chosen.currency_id, self.eur)

    def test_copies_for_another_customer(self):
        pound = self.make_customer("Pound", property_sale_currency_id=self.gbp.id)
        move = self.make_move(
            "out_invoice", self.customer, DAY, invoice_line_ids=self.lines()
        )
        values = {"partner_id": pound.id, "invoice_date": DAY}
        self.assert_converted(move.copy(values), self.gbp)
        order = self.make_quotation(self.customer, DAY)
        copied = order.copy({"partner_id": pound.id, "date_order": f"{DAY} 12:00:00"})
        self.assert_document(order, self.eur, DAY)
        self.assert_document(copied, self.gbp, DAY)

    def test_currency_chosen_by_hand_stays(self):
        move = self.make_move(
            "out_invoice", self.customer, DAY, currency_id=self.gbp.id
        )
        self.assert_document(move, self.gbp, DAY)
        move.button_cancel()
        self.customer.property_sale_currency_id = False
        move.button_draft()
        self.assert_document(move, self.gbp, DAY)
        self.assert_document(move.copy({"invoice_date": DAY}), self.gbp, DAY)

    def test_unchanged_currency_changes_nothing(self):
        move = self.make_move("out_invoice", self.customer, DAY)
        move.invoice_line_ids.price_unit = 190.0
        move.button_cancel()
        move.button_draft()
        self.assertEqual(move.invoice_line_ids.price_unit, 190.0)
        self.assertEqual(move.currency_id, self.eur)
        self.assertFalse(move.currency_when_cancelled_id)

    def test_quotations_and_orders_reset_or_copied(self):
        for pricelists in (False, True):
            for confirmed in (False, True):
                with self.subTest(pricelists=pricelists, confirmed=confirmed):
                    self.set_pricelists(pricelists)
                    self.customer.property_sale_currency_id = self.eur
                    order = self.make_quotation(self.customer, DAY)
                    order.order_line = [
                        Command.create(
                            {"product_id": self.article.id, "price_unit": 7.0}
                        )
                    ]
                    if confirmed:
                        order.action_confirm()
                        order.date_order = f"{DAY} 12:00:00"
                    order.action_cancel()
                    self.customer.property_sale_currency_id = self.gbp
                    copied = order.copy({"date_order": f"{DAY} 12:00:00"})
                    order.action_draft()
                    for document in order, copied:
                        price = PRICES["GBP", DAY]
                        self.assertEqual(document.currency_id, self.gbp)
                        self.assertEqual(
                            document.order_line.mapped("price_unit"), [price, 7.0]
                        )
                        self.assertAlmostEqual(document.amount_total, price + 7, 2)
                        notes = " ".join(document.message_ids.mapped("body"))
                        self.assertIn("typed manually", notes)
                    (order | copied).action_cancel()

    def assert_refused(self, way):
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            way()
        message = str(caught.exception)
        for words in (self.customer.name, "EUR", "GBP", "Create a new document"):
            self.assertIn(words, message)

    def test_invoice_of_an_order_is_refused(self):
        """The order it belongs to is in the former currency."""
        order = self.make_quotation(self.customer, DAY)
        self.article.invoice_policy = "order"
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.button_cancel()
        order.action_cancel()
        self.customer.property_sale_currency_id = self.gbp
        self.assert_refused(invoice.button_draft)
        self.assertEqual(invoice.state, "cancel")

    def test_cancelled_order_is_not_confirmed_in_the_former_currency(self):
        order = self.make_quotation(self.customer, DAY)
        order.action_cancel()
        self.customer.property_sale_currency_id = self.gbp
        self.assert_refused(lambda: order.write({"state": "sale"}))

    def test_payments_are_refused(self):
        """Money that came in is not converted."""
        journal = self.company_data["default_journal_bank"]
        payment = self.make_payment(journal, currency_id=self.eur.id)
        payment.action_cancel()
        payment.action_draft()
        payment.action_cancel()
        self.customer.property_sale_currency_id = self.gbp
        self.assert_refused(payment.action_draft)
        self.assert_refused(payment.copy)
        self.assertEqual(payment.state, "canceled")
        other = self.make_customer("Other")
        self.assertEqual(payment.copy({"partner_id": other.id}).currency_id, self.eur)

    def test_currency_of_a_payments_journal_stays(self):
        journal = self.company_data["default_journal_bank"].copy(
            {"currency_id": self.eur.id}
        )
        payment = self.make_payment(journal)
        payment.action_cancel()
        self.customer.property_sale_currency_id = self.gbp
        payment.action_draft()
        self.assertEqual(payment.currency_id, self.eur)

    def make_payment(self, journal, **values):
        return self.env["account.payment"].create(
            {
                "partner_id": self.customer.id,
                "payment_type": "inbound",
                "partner_type": "customer",
                "amount": 10.0,
                "journal_id": journal.id,
            }
            | values
        )

    def test_each_company_has_its_own_currency(self):
        companies = (self.company | self.other_company).ids
        there = self.customer.with_context(allowed_company_ids=self.other_company.ids)
        there.property_sale_currency_id = self.gbp
        move = self.make_move(
            "out_invoice",
            there,
            DAY,
            invoice_line_ids=[Command.create({"product_id": self.article.id})],
        )
        move.button_cancel()
        there.property_sale_currency_id = self.eur
        # reset by somebody who works in the first company
        move = move.with_context(allowed_company_ids=companies)
        self.assertEqual(move.env.company, self.company)
        move.button_draft()
        self.assert_document(move, self.eur, DAY)
