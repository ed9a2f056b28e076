from lxml import etree

from odoo.addons.customer_onboarding.tests.common import OnboardingCommon
from odoo.fields import Command
from odoo.tests import tagged

HEAD = "9 Head Office"
BILLING = "1 Billing Street"
# of each format: its builder, and where its file names the buyer
FORMATS = {
    "ubl_bis3": (
        "account.edi.xml.ubl_bis3",
        "//*[local-name()='AccountingCustomerParty']",
        ".//*[local-name()='PostalAddress']/*[local-name()='StreetName']",
        ".//*[local-name()='PartyLegalEntity']/*[local-name()='RegistrationName']",
    ),
    "xrechnung": (
        "account.edi.xml.ubl_de",
        "//*[local-name()='AccountingCustomerParty']",
        ".//*[local-name()='PostalAddress']/*[local-name()='StreetName']",
        ".//*[local-name()='PartyLegalEntity']/*[local-name()='RegistrationName']",
    ),
    "facturx": (
        "account.edi.xml.cii",
        "//*[local-name()='BuyerTradeParty']",
        ".//*[local-name()='PostalTradeAddress']/*[local-name()='LineOne']",
        "./*[local-name()='Name']",
    ),
}


@tagged("post_install", "-at_install")
class TestEdiAddress(OnboardingCommon):
    """The e-invoice names the same billing address as the printed sheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        germany = cls.env.ref("base.de")
        cls.company.partner_id.write(
            {"country_id": germany.id, "vat": "DE123456788", "street": "2 Seller Way"}
        )
        address = {"city": "Berlin", "zip": "10115", "country_id": germany.id}
        cls.customer = cls.make_customer(
            street=HEAD,
            vat="DE118715736",
            billing_street=BILLING,
            billing_city="Berlin",
            billing_zip="10115",
            billing_country_id=germany.id,
            **address,
        )
        cls.billing = cls.customer.child_ids
        cls.tax = cls.env["account.tax"].create(
            {"name": "19 %", "amount": 19.0, "type_tax_use": "sale"}
        )

    def invoice(self, **values):
        line = {"name": "Chair", "price_unit": 100.0, "tax_ids": self.tax.ids}
        return self.make_invoice(
            self.customer,
            invoice_line_ids=[Command.create(line)],
            **{"partner_shipping_id": self.billing.id} | values,
        )

    def assert_buyer(self, invoice, street):
        """Every file and the sheet name this address, and no other one's street."""
        html, __ = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", invoice.ids
        )
        other = ({HEAD, BILLING} - {street}).pop()
        self.assertIn(street, html.decode())
        if invoice.partner_shipping_id == invoice.partner_invoice_id:
            self.assertNotIn(other, html.decode())
        for name, (builder, buyer, line, legal) in FORMATS.items():
            with self.subTest(name):
                file, __ = self.env[builder]._export_invoice(invoice)
                (party,) = etree.fromstring(file).xpath(buyer)
                self.assertEqual([e.text for e in party.xpath(line)], [street])
                self.assertIn(self.customer.name, party.xpath(legal)[0].text)
                self.assertIn(b"118715736", etree.tostring(party))

    def test_direct_invoice_and_its_credit_note(self):
        invoice = self.invoice()
        self.assertEqual(invoice.partner_id, self.customer)
        self.assert_buyer(invoice, BILLING)
        self.assert_buyer(invoice._reverse_moves(), BILLING)

    def test_address_chosen_on_the_invoice(self):
        self.assert_buyer(self.invoice(partner_invoice_id=self.customer.id), HEAD)

    def test_invoice_from_before_the_installation(self):
        invoice = self.invoice()
        invoice.partner_invoice_id = False
        self.assert_buyer(invoice, HEAD)

    def test_invoice_of_an_order(self):
        line = {"product_id": self.product_a.id, "tax_ids": self.tax.ids}
        self.product_a.invoice_policy = "order"
        for address, street in ((self.customer, HEAD), (self.billing, BILLING)):
            order = self.make_order(
                self.customer,
                "draft",
                partner_invoice_id=address.id,
                partner_shipping_id=address.id,
                order_line=[Command.create(line)],
            )
            order.action_confirm()
            invoice = order._create_invoices()
            invoice.action_post()
            self.assert_buyer(invoice, street)

    def test_an_invoice_that_was_issued_before_its_address_changed(self):
        for chosen, street in ((self.billing, BILLING), (self.customer, HEAD)):
            invoice = self.invoice(
                partner_invoice_id=chosen.id, partner_shipping_id=chosen.id
            )
            with self.rolled_back():
                chosen.street = "55 New Street"
                self.assert_buyer(invoice, street)
            self.env.invalidate_all()

    def test_files_of_vendor_bills_stay_odoos(self):
        bill = self.make_invoice(
            self.customer,
            move_type="in_invoice",
            invoice_line_ids=[Command.create({"name": "Chair", "price_unit": 100.0})],
        )
        vals = {"invoice": bill}
        self.env["account.edi.xml.ubl_20"]._add_invoice_config_vals(vals)
        self.assertEqual(vals["supplier"], self.customer)
        self.assertEqual(vals["customer"], self.company.partner_id)
