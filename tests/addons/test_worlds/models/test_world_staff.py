"""Customers and documents that staff meet in lists, forms and prints."""

import base64

from odoo import models
from odoo.fields import Command


class TestWorldStaff(models.AbstractModel):
    """What staff look at, and what they print."""

    _name = "test.world.staff"
    _inherit = "test.world"
    _description = "Customers in lists, and printed invoices"

    def _make_invoices(self, count):
        """Make three customers in euros, and invoices of the first two in turn.

        :return: the invoices' numbers
        :rtype: list[str]
        """
        self._load_chart()
        self.env["res.lang"]._activate_lang("de_DE")
        euro = self.env.ref("base.EUR")
        euro.active = True
        people = {
            "Albatross Ltd": "en_US",
            "Bussard GmbH": "de_DE",
            "Curlew Ltd": "en_US",
        }
        customers = self.env["res.partner"].create(
            [
                {
                    "name": name,
                    "customer_rank": 1,
                    "is_company": True,
                    "lang": lang,
                    "property_sale_currency_id": euro.id,
                }
                for name, lang in people.items()
            ]
        )
        line = {"name": "Feathers", "price_unit": 10}
        invoices = self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": customers[number % 2].id,
                    "invoice_date": "2026-01-15",
                    "invoice_line_ids": [Command.create(line)],
                }
                for number in range(count)
            ]
        )
        invoices.action_post()
        return invoices.mapped("name")

    def _print_long_invoice(self, customer_name):
        """Print an invoice of several pages.

        :return: the PDF in base 64
        :rtype: str
        """
        partner = self.env["res.partner"].create({"name": customer_name})
        product = self.env["product.product"].create({"name": "Crate"})
        line = {"product_id": product.id, "quantity": 2, "price_unit": 50}
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": "2026-01-31",
                "invoice_line_ids": [Command.create(line)] * 40,
            }
        )
        invoice.action_post()
        return self._print(invoice)

    def _print_demo_invoice(self, xmlid):
        """Print an invoice of a customer of the demo data.

        :return: the invoice's number, and the PDF in base 64
        :rtype: list[str]
        """
        customer = self.env.ref(f"customer_onboarding.{xmlid}")
        invoice = self.env["account.move"].search(
            [
                ("partner_id", "child_of", customer.id),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
            ],
            limit=1,
        )
        return [invoice.name, self._print(invoice)]

    def _print(self, invoice):
        report = self.env["ir.actions.report"]
        content, __ = report._render_qweb_pdf("account.account_invoices", invoice.ids)
        return base64.b64encode(content).decode()
