from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import OnboardingCommon

HEAD = "9 Head Office"
BILLING = "1 Billing Street"
BRANCH = "4 Branch Lane"
OTHER = "7 Other Road"
STREETS = {HEAD, BILLING, BRANCH, OTHER}


@tagged("post_install", "-at_install")
class TestInvoiceAddress(OnboardingCommon):
    """The address printed on invoices: the one chosen, else the customer's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer(street=HEAD, billing_street=BILLING)
        cls.billing = cls.customer.child_ids
        cls.branch = cls.make_customer(
            "Branch", parent_id=cls.customer.id, type="other", street=BRANCH
        )
        cls.other_customer = cls.make_customer("Deco Addict", street=OTHER)
        cls.article = cls.env["product.product"].create(
            {
                "name": "Chair",
                "list_price": 100.0,
                "invoice_policy": "order",
                "taxes_id": [Command.clear()],
            }
        )
        cls.article_line = [Command.create({"product_id": cls.article.id})]

    def order_with(self, address):
        """A confirmed order with this invoice address, or with none chosen."""
        chosen = {"partner_invoice_id": address.id} if address else {}
        # goods go there as well, for the sheet to name one address only
        order = self.make_order(
            self.customer,
            "draft",
            order_line=self.article_line,
            partner_shipping_id=(address or self.billing).id,
            **chosen,
        )
        order.action_confirm()
        return order

    def assert_sheet(self, invoices, street, amount=100.0):
        """Each printed invoice names this one of the addresses, and its amount."""
        for invoice in invoices:
            html, __ = self.env["ir.actions.report"]._render_qweb_html(
                "account.report_invoice", invoice.ids
            )
            html = html.decode()
            self.assertEqual({text for text in STREETS if text in html}, {street})
            self.assertAlmostEqual(invoice.amount_total, amount, 2)
            self.assertIn(f"{amount:,.2f}", html)

    def test_invoice_of_an_order_names_the_address_chosen_on_it(self):
        for address, street in (
            (self.customer, HEAD),
            (self.branch, BRANCH),
            (self.billing, BILLING),
            (self.other_customer, OTHER),
        ):
            with self.subTest(street):
                invoice = self.order_with(address)._create_invoices()
                self.assertEqual(invoice.partner_invoice_id, address)
                self.assertEqual(invoice.partner_id, address)
                self.assert_sheet(invoice, street)

    def test_order_without_a_choice_names_the_billing_address(self):
        order = self.order_with(self.env["res.partner"])
        self.assert_sheet(order._create_invoices(), BILLING)

    def test_orders_with_different_addresses_are_invoiced_apart(self):
        company, branch = (self.order_with(a) for a in (self.customer, self.branch))
        again = self.order_with(self.branch)
        invoices = (company | branch | again)._create_invoices()
        self.assertEqual(len(invoices), 2)
        self.assert_sheet(company.invoice_ids, HEAD)
        self.assertEqual(branch.invoice_ids, again.invoice_ids)
        self.assert_sheet(branch.invoice_ids, BRANCH, 200.0)

    def test_down_payment_and_the_rest_name_the_same_address(self):
        order = self.order_with(self.customer)
        Payment = self.env["sale.advance.payment.inv"].with_context(
            active_model="sale.order", active_ids=order.ids
        )
        Payment.create(
            {"advance_payment_method": "percentage", "amount": 30}
        ).create_invoices()
        order.invoice_ids.action_post()
        self.assert_sheet(order.invoice_ids, HEAD, 30.0)
        first = order.invoice_ids
        Payment.create({"advance_payment_method": "delivered"}).create_invoices()
        self.assert_sheet(order.invoice_ids - first, HEAD, 70.0)

    def test_an_order_that_ends_in_a_credit_note_keeps_its_address(self):
        order = self.order_with(self.customer)
        order._create_invoices().action_post()
        order.order_line.product_uom_qty = 0.25
        refund = order._create_invoices(final=True)
        self.assertEqual(refund.move_type, "out_refund")
        self.assert_sheet(refund, HEAD, 75.0)

    def test_direct_documents_name_the_billing_address(self):
        for move_type in ("out_invoice", "out_refund", "out_receipt"):
            for partner in self.customer, self.branch, self.billing:
                with self.subTest(move_type, partner=partner.name):
                    document = self.make_invoice(
                        partner,
                        move_type=move_type,
                        partner_shipping_id=self.billing.id,
                    )
                    self.assert_sheet(document, BILLING)

    def test_address_chosen_on_a_direct_invoice(self):
        with Form(
            self.env["account.move"].with_context(default_move_type="out_invoice")
        ) as form:
            form.partner_id = self.customer
            self.assertEqual(form.partner_invoice_id, self.billing)
            form.partner_invoice_id = self.customer
        self.assertEqual(form.record.partner_invoice_id, self.customer)
        written = self.make_invoice(
            self.customer, partner_invoice_id=self.branch.id, post=False
        )
        self.assertEqual(written.partner_invoice_id, self.branch)

    def test_another_customer_on_a_draft_brings_its_own_address(self):
        written, chosen = (
            self.order_with(self.customer)._create_invoices() for __ in range(2)
        )
        written.partner_id = self.other_customer
        self.assert_sheet(written, OTHER)
        with Form(chosen) as form:
            form.partner_id = self.other_customer
        self.assert_sheet(chosen, OTHER)
        written.partner_id = self.customer
        self.assertEqual(written.partner_invoice_id, self.billing)

    def test_other_changes_of_a_draft_keep_the_chosen_address(self):
        invoice = self.order_with(self.customer)._create_invoices()
        with Form(invoice) as form:
            form.ref = "PO 12"
            with form.invoice_line_ids.edit(0) as line:
                line.quantity = 2
        self.assert_sheet(invoice, HEAD, 200.0)

    def reverse(self, invoice, method):
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id})
        )
        return self.env["account.move"].browse(getattr(wizard, method)()["res_id"])

    def test_credit_note_names_the_address_of_its_invoice(self):
        invoice = self.order_with(self.customer)._create_invoices()
        invoice.action_post()
        self.assert_sheet(self.reverse(invoice, "reverse_moves"), HEAD)
        direct = self.make_invoice(self.customer, partner_shipping_id=self.billing.id)
        # the customer moves: the invoice and its credit note stay what they were
        self.customer.billing_same = True
        self.assertFalse(self.billing.active)
        self.assert_sheet(self.reverse(direct, "reverse_moves"), BILLING)

    def test_corrected_invoice_names_the_address_of_the_former(self):
        invoice = self.order_with(self.customer)._create_invoices()
        invoice.action_post()
        self.assert_sheet(self.reverse(invoice, "modify_moves"), HEAD)

    def test_copy_of_an_invoice(self):
        invoice = self.order_with(self.customer)._create_invoices()
        self.assert_sheet(invoice.copy(), HEAD)
        elsewhere = invoice.copy({"partner_id": self.other_customer.id})
        self.assertEqual(elsewhere.partner_invoice_id, self.other_customer)
        direct = self.make_invoice(self.customer)
        self.assertEqual(direct.copy().partner_invoice_id, self.billing)
        # as an invoice from before the installation
        invoice.partner_invoice_id = False
        self.assertEqual(invoice.copy().partner_invoice_id, self.billing)
        self.customer.billing_same = True
        self.assertEqual(direct.copy().partner_invoice_id, self.customer)

    def test_vendor_bills_have_no_billing_address(self):
        bill = self.make_invoice(self.customer, move_type="in_invoice")
        self.assertFalse(bill.partner_invoice_id)
        self.assertFalse(bill.copy().partner_invoice_id)

    def test_an_address_of_another_company_is_refused(self):
        stranger = self.make_customer(
            "Stranger", company_id=self.setup_other_company()["company"].id
        )
        with self.assertRaisesRegex(UserError, "Stranger"):
            self.make_invoice(self.customer, post=False, partner_invoice_id=stranger.id)
