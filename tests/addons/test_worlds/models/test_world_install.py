"""A company that has customers before the addon is installed."""

import re

from odoo import models
from odoo.fields import Command

INVOICE = "account.report_invoice_with_payments"


class TestWorldInstall(models.AbstractModel):
    """Customers, orders and invoices, made with Odoo's own fields alone."""

    _name = "test.world.install"
    _inherit = "test.world"
    _description = "Customers from before the installation"

    def _make(self):
        """Make two customers with a user, a billing address, orders and invoices."""
        self._load_chart()
        product = self.env["product.product"].create(
            {"name": "Crate", "list_price": 50}
        )
        for name in ("Anna", "Bruno"):
            partner = self.env["res.partner"].create({"name": name})
            self._make_portal_user(partner, name.lower())
            street = {"type": "invoice", "street": f"1 {name} Street"}
            self.env["res.partner"].create(street | {"parent_id": partner.id})
            self._make_documents(partner, product)

    def _make_documents(self, partner, product):
        line = Command.create({"product_id": product.id})
        for state in ("draft", "sent", "sale", "cancel"):
            order = self.env["sale.order"].create(
                {"partner_id": partner.id, "order_line": [line]}
            )
            if state == "sale":
                order.action_confirm()
            else:
                order.state = state
        for date in ("2026-01-10", "2026-03-10"):
            invoice = self.env["account.move"].create(
                {
                    "move_type": "out_invoice",
                    "partner_id": partner.id,
                    "invoice_date": date,
                    "invoice_line_ids": [line],
                }
            )
            invoice.action_post()

    def _read_invoice(self):
        """Return the words of the sheet of one invoice.

        :rtype: str
        """
        invoice = self.env["account.move"].search(
            [("move_type", "=", "out_invoice")], limit=1
        )
        report = self.env["ir.actions.report"]
        html, __ = report._render_qweb_html(INVOICE, invoice.ids)
        body = html.decode().partition("<body")[2]
        return " ".join(re.sub(r"<[^>]+>", " ", body).split())

    def _uninstall(self, name):
        """Uninstall a module at once, as the button does."""
        module = self.env["ir.module.module"]._get(name)
        module.button_immediate_uninstall()
