"""Contracts of one customer with different invoice addresses."""

from odoo import models
from odoo.fields import Command

STREETS = ("9 Head Office", "1 Billing Street")


class TestWorldContract(models.AbstractModel):
    """Invoices of contracts, as they are printed."""

    _name = "test.world.contract"
    _inherit = "test.world"
    _description = "Contracts with invoice addresses"

    def _print_invoices(self):
        """Invoice a contract for each address; read what the sheets say.

        :return: by the street of the address that the contract has, the streets that
            its printed invoice names, and the total
        :rtype: dict[str, list]
        """
        self = self._quiet()
        self.env["account.chart.template"].try_loading("generic_coa", self.env.company)
        customer = self.env["res.partner"].create(
            {
                "name": "Azure Interior",
                "is_company": True,
                "street": STREETS[0],
                "billing_street": STREETS[1],
            }
        )
        printed = {}
        for address in customer, customer.child_ids:
            invoice = self._invoice_contract(customer, address)
            html, __ = self.env["ir.actions.report"]._render_qweb_html(
                "account.report_invoice", invoice.ids
            )
            named = [street for street in STREETS if street in html.decode()]
            printed[address.street] = [*named, invoice.amount_total]
        return printed

    def _invoice_contract(self, customer, address):
        product = self.env["product.product"].create(
            {"name": "Support", "taxes_id": False}
        )
        line = {
            "product_id": product.id,
            "name": "Support",
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
        invoice = contract.recurring_create_invoice()
        # the shipping address has a block of its own
        invoice.partner_shipping_id = address
        return invoice
