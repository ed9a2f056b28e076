"""What the benchmarks measure, in databases with the addon and without it."""

from odoo import models
from odoo.fields import Command


class TestWorldBench(models.AbstractModel):
    """Many documents of few customers, made with Odoo's own fields alone."""

    _name = "test.world.bench"
    _inherit = "test.world"
    _description = "Documents that are counted and printed"

    def _make_portal(self, count):
        """Make a customer with documents, whose contact is the portal user "ada".

        :param int count: of invoices, and of orders
        :return: ids of the `customer`, of one `invoice` and of one `order`
        :rtype: dict
        """
        self = self._quiet()
        self._load_chart()
        partners = self.env["res.partner"]
        customer = partners.create({"name": "Azure", "is_company": True})
        contact = partners.create(
            {
                "name": "Ada",
                "parent_id": customer.id,
                "email": "ada@azure.example",
                "phone": "+33 1 23 45 67 89",
                "street": "1 Rue de la Paix",
                "city": "Paris",
                "zip": "75001",
                "country_id": self.env.ref("base.fr").id,
            }
        )
        self._make_portal_user(contact, "ada")
        product = self.env["product.product"].create(
            {"name": "Crate", "list_price": 50}
        )
        line = Command.create({"product_id": product.id})
        invoice = {
            "move_type": "out_invoice",
            "partner_id": customer.id,
            "invoice_date": "2026-01-10",
            "invoice_line_ids": [line],
        }
        invoices = self.env["account.move"].create([invoice] * count)
        invoices.action_post()
        order = {"partner_id": customer.id, "order_line": [line]}
        orders = self.env["sale.order"].create([order] * count)
        orders.state = "sale"
        return {
            "customer": customer.id,
            "invoice": invoices[0].id,
            "order": orders[0].id,
        }

    def _make_print(self, langs, count):
        """Make invoices of customers of each language in turn, with five products.

        :param list[str] langs: English first
        :param int count: of invoices
        :return: the ids of the invoices
        :rtype: list[int]
        """
        self._load_languages(langs)
        self._load_chart()
        # templates get their languages while Odoo does not know taxes yet
        self.env["ir.module.module"]._load_module_terms(["account"], langs)
        self.env.company.partner_id.lang = "en_US"
        products = self.env["product.product"].create(
            [{"name": f"Chair {number}", "type": "consu"} for number in range(5)]
        )
        for product in products:
            for lang in langs[1:]:
                product.with_context(lang=lang).name = f"{product.name} {lang}"
        customers = self.env["res.partner"].create(
            [
                {
                    "name": f"Customer {lang}",
                    "is_company": True,
                    "lang": lang,
                    "country_id": self.env.ref("base.jp").id,
                }
                for lang in langs
            ]
        )
        lines = [
            Command.create(
                {"product_id": product.id, "quantity": 2, "price_unit": 1234.5}
            )
            for product in products
        ]
        moves = self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": customers[number % len(langs)].id,
                    "invoice_date": "2026-11-22",
                    "invoice_line_ids": lines,
                }
                for number in range(count)
            ]
        )
        moves.action_post()
        return moves.ids
