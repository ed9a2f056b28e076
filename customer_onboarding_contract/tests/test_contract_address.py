from odoo.addons.customer_onboarding.tests.common import OnboardingCommon
from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestContractAddress(OnboardingCommon):
    """Invoices of contracts go to the address that was chosen on the contract."""

    def make_invoice_of_contract(self, customer, address):
        product = self.env["product.product"].create(
            {"name": "Service", "taxes_id": False}
        )
        line = {
            "product_id": product.id,
            "name": "Service",
            "quantity": 1,
            "price_unit": 80.0,
            "recurring_rule_type": "monthly",
            "recurring_interval": 1,
            "date_start": "2026-01-01",
            "recurring_next_date": "2026-01-15",
        }
        contract = self.env["contract.contract"].create(
            {
                "name": "Support",
                "partner_id": customer.id,
                "invoice_partner_id": address.id,
                "line_recurrence": True,
                "contract_line_ids": [Command.create(line)],
            }
        )
        return contract.recurring_create_invoice()

    def test_the_chosen_address_is_printed(self):
        customer = self.make_customer(
            street="9 Head Office", billing_street="1 Billing Street"
        )
        streets = {customer.street, customer.child_ids.street}
        self.assertEqual(streets, {"9 Head Office", "1 Billing Street"})
        for address in (customer, customer.child_ids):
            invoice = self.make_invoice_of_contract(customer, address)
            self.assertEqual(invoice.amount_total, 80.0)
            # the shipping address has a block of its own
            invoice.partner_shipping_id = address
            html, __ = self.env["ir.actions.report"]._render_qweb_html(
                "account.report_invoice", invoice.ids
            )
            printed = {street for street in streets if street in html.decode()}
            self.assertEqual(printed, {address.street})
