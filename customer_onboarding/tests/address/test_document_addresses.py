import re

from odoo.fields import Command
from odoo.tests import tagged

from ..common import OnboardingCommon

HEAD = "9 Head Office"
BILLING = "1 Billing Street"
DOCK = "2 Dock Road"
NEW = "55 New Street"
# customer's blocks: the streets that documents bill and deliver to
CUSTOMERS = {
    "two blocks": ({"billing_street": BILLING, "shipping_street": DOCK}, BILLING, DOCK),
    "billing alone": ({"billing_street": BILLING}, BILLING, HEAD),
    "shipping alone": ({"shipping_street": DOCK}, HEAD, DOCK),
    "none": ({}, HEAD, HEAD),
}
INVOICES = ("invoice", "receipt", "invoice_of_order", "credit_note", "credit_of_order")


@tagged("post_install", "-at_install")
class TestDocumentAddresses(OnboardingCommon):
    """Each kind of document names the customer's addresses of the day it is made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.article = cls.env["product.product"].create(
            {
                "name": "Chair",
                "list_price": 100.0,
                "invoice_policy": "order",
                "taxes_id": [Command.clear()],
            }
        )

    def make(self, kind, customer):
        """A document of one of the kinds; what can be posted is posted."""
        return getattr(self, f"make_{kind}")(customer)

    def make_receipt(self, customer):
        return self.make_invoice(customer, move_type="out_receipt")

    def make_quotation(self, customer):
        line = Command.create({"product_id": self.article.id})
        return self.make_order(customer, "draft", order_line=[line])

    def make_order_confirmed(self, customer):
        order = self.make_quotation(customer)
        order.action_confirm()
        return order

    def make_invoice_of_order(self, customer):
        invoice = self.make_order_confirmed(customer)._create_invoices()
        invoice.action_post()
        return invoice

    def reverse(self, invoice):
        credit_note = invoice._reverse_moves()
        credit_note.action_post()
        return credit_note

    def make_credit_note(self, customer):
        return self.reverse(self.make_invoice(customer))

    def make_credit_of_order(self, customer):
        return self.reverse(self.make_invoice_of_order(customer))

    def sheet(self, document):
        """What is printed of a document."""
        report = {
            "account.move": "account.report_invoice",
            "sale.order": "sale.report_saleorder",
        }[document._name]
        self.env.invalidate_all()
        html, __ = self.env["ir.actions.report"]._render_qweb_html(report, document.ids)
        return html.decode()

    def assert_printed(self, sheet, *texts):
        """These of the streets stand on a sheet, and no other one."""
        streets = {HEAD, BILLING, DOCK, NEW}
        self.assertEqual({street for street in streets if street in sheet}, {*texts})

    def test_new_documents_name_the_addresses_of_the_blocks(self):
        for name, (blocks, billing, shipping) in CUSTOMERS.items():
            customer = self.make_customer(street=HEAD, **blocks)
            for kind in (*INVOICES, "quotation", "order_confirmed"):
                with self.subTest(name, kind=kind):
                    document = self.make(kind, customer)
                    self.assertEqual(document.partner_invoice_id.street, billing)
                    self.assertEqual(document.partner_shipping_id.street, shipping)
                    if kind in INVOICES:
                        self.assertEqual(document.state, "posted")
                        self.assert_printed(self.sheet(document), billing, shipping)

    def test_issued_documents_never_change(self):
        changes = {
            "in the blocks": lambda customer: customer.write(
                {"billing_street": NEW, "shipping_street": NEW}
            ),
            "back to the customer's own": lambda customer: customer.write(
                {"billing_same": True, "shipping_same": True, "street": NEW}
            ),
            # what comes back is the same contact, with another address
            "archived, and entered anew": lambda customer: (
                customer.write({"billing_same": True, "shipping_same": True}),
                customer.write({"billing_street": NEW, "shipping_street": NEW}),
            ),
            "on the addresses, as the portal does": lambda customer: (
                customer | customer.child_ids
            ).write({"street": NEW, "zip": "1000"}),
            "the company moves and is renamed": lambda customer: customer.write(
                {"street": NEW, "name": "Bluebird"}
            ),
        }
        for name in "two blocks", "none":
            blocks, billing, shipping = CUSTOMERS[name]
            customer = self.make_customer(street=HEAD, **blocks)
            documents = {kind: self.make(kind, customer) for kind in INVOICES}
            before = {
                kind: self.addresses_on(self.sheet(move))
                for kind, move in documents.items()
            }
            for change, do in changes.items():
                with self.rolled_back():
                    do(customer)
                    for kind, move in documents.items():
                        with self.subTest(name, change=change, kind=kind):
                            sheet = self.sheet(move)
                            self.assert_printed(sheet, billing, shipping)
                            self.assertEqual(self.addresses_on(sheet), before[kind])
                    # what is made from now on has the new ones
                    sheet = self.sheet(self.make_invoice(customer))
                    self.assertNotEqual(self.addresses_on(sheet), before["invoice"])
                self.env.invalidate_all()

    def addresses_on(self, sheet):
        """The lines of the addresses on a sheet: names and streets."""
        return re.findall(r'itemprop="(?:name|streetAddress)">([^<]*)<', sheet)

    def test_a_draft_names_the_addresses_of_the_day_it_is_posted(self):
        customer = self.make_customer(street=HEAD, billing_street=BILLING)
        draft = self.make_invoice(customer, post=False)
        customer.billing_street = NEW
        self.assert_printed(self.sheet(draft), NEW, HEAD)
        draft.action_post()
        customer.billing_street = BILLING
        self.assert_printed(self.sheet(draft), NEW, HEAD)
        # reset to draft, it is not issued any more
        draft.button_draft()
        self.assert_printed(self.sheet(draft), BILLING, HEAD)
        draft.action_post()
        customer.billing_street = DOCK
        self.assert_printed(self.sheet(draft), BILLING, HEAD)

    def test_a_cancelled_invoice_and_one_from_before(self):
        customer = self.make_customer(street=HEAD, billing_street=BILLING)
        cancelled, former = (self.make_invoice(customer) for __ in range(2))
        cancelled.state = "cancel"
        # as one that was there before the installation
        former.issued_addresses = False
        customer.billing_street = NEW
        self.assert_printed(self.sheet(cancelled), BILLING, HEAD)
        self.assert_printed(self.sheet(former), NEW, HEAD)

    def test_an_address_chosen_after_posting_prints(self):
        customer = self.make_customer(street=HEAD, billing_street=BILLING)
        invoice = self.make_invoice(customer)
        invoice.partner_invoice_id = customer
        self.assert_printed(self.sheet(invoice), HEAD)

    def test_the_country_prints_in_the_language_of_the_sheet(self):
        germany = self.env.ref("base.de")
        customer = self.make_customer(street=HEAD, country_id=germany.id, lang="fr_FR")
        invoice = self.make_invoice(customer)
        customer.write({"street": NEW, "country_id": self.env.ref("base.be").id})
        sheet = self.sheet(invoice)
        self.assert_printed(sheet, HEAD)
        self.assertIn("Allemagne", sheet)
        self.assertNotIn("Belgique", sheet)

    def test_portal_users_print_what_was_issued(self):
        customer = self.make_customer(street=HEAD, billing_street=BILLING)
        user = self.make_portal_user(customer)
        invoice = self.make_invoice(customer)
        customer.billing_street = NEW
        theirs = invoice.with_user(user)
        self.assertEqual(theirs._get_print_address().street, BILLING)
        self.assertEqual(theirs._get_print_address()._origin.sudo().street, NEW)
