"""Customers in several languages with one of each document, for prints."""

from odoo import models
from odoo.fields import Command

from .test_world import PASSWORD

# may not be installed
STAFF_GROUPS = {
    "account.group_account_manager",
    "sales_team.group_sale_manager",
    "uom.group_uom",
    "stock.group_stock_user",
    "purchase.group_purchase_user",
}


class TestWorldDocument(models.AbstractModel):
    """One of each document, whose texts say in each language which one it is."""

    _name = "test.world.document"
    _inherit = "test.world"
    _description = "Documents in several languages"

    def _make(self, langs, staff_lang):
        """Make it all.

        :param list[str] langs: the customers' languages, English first
        :param str staff_lang: the language of whoever prints, the user "staff"
        :return: `customers` (ids by language), `documents` (ids by language and kind),
            `product`, `company` and `company_partner` (ids), `names` (of languages by
            code), `terms` and `formatted` (see there)
        :rtype: dict
        """
        self = self._quiet()
        self._load_languages([*langs, staff_lang])
        self._set_company_up()
        self._make_staff(staff_lang)
        masters = self._make_masters()
        customers = {lang: self._make_customer(lang) for lang in langs}
        documents = {
            lang: self._make_documents(customer, masters)
            for lang, customer in customers.items()
        }
        invoice = documents["en_US"]["invoice"]
        spoken = [*langs, staff_lang]
        return {
            "customers": {lang: partner.id for lang, partner in customers.items()},
            "documents": {
                lang: {kind: record.id for kind, record in made.items()}
                for lang, made in documents.items()
            },
            "product": masters["product"].id,
            "terms": self._terms_of_templates(spoken),
            "formatted": {lang: self._formatted(invoice, lang) for lang in spoken},
            "names": dict(self.env["res.lang"].get_installed()),
            "company_partner": self.env.company.partner_id.id,
            "company": self.env.company.id,
        }

    def _set_company_up(self):
        """Make the company print all it can."""
        self._load_chart()
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("account.use_invoice_terms", True)
        company = self.env.company
        germany = self.env.ref("base.de")
        company.partner_id.write({"lang": "en_US", "country_id": germany.id})
        self.env.ref("base.user_admin").email = "admin@example.com"
        company.write(
            {"display_invoice_amount_total_words": True, "terms_type": "plain"}
        )
        self._translate(company, "report_footer", "<p>† ", "</p>")
        self._translate(company, "report_header", "<p>‡ ", "</p>")
        self._translate(company, "invoice_terms", "<p>★ ", "</p>")

    def _make_staff(self, lang):
        refs = [self.env.ref(xmlid, raise_if_not_found=False) for xmlid in STAFF_GROUPS]
        self.env["res.users"].create(
            {
                "name": "Printer",
                "login": "staff",
                "password": PASSWORD,
                "lang": lang,
                "group_ids": [Command.link(group.id) for group in refs if group],
            }
        )

    def _make_masters(self):
        """Make what documents refer to: `tax`, `term`, `position`, `product`."""
        tax = self.env["account.tax"].create(
            {
                "name": "Tax",
                "amount": 10.0,
                "amount_type": "percent",
                "type_tax_use": "sale",
            }
        )
        self._translate(tax, "invoice_label", "10% ")
        self._translate(tax.tax_group_id, "name", "Σ ")
        position = self.env["account.fiscal.position"].create({"name": "Abroad"})
        self._translate(position, "note", "<p>§ ", "</p>")
        return {
            "tax": tax,
            "term": self._make_payment_term(),
            "position": position,
            "product": self._make_product(tax),
        }

    def _make_payment_term(self):
        half = {"value_amount": 50, "value": "percent"}
        term = self.env["account.payment.term"].create(
            {
                "name": "Two halves",
                "display_on_invoice": True,
                "line_ids": [
                    Command.create(half | {"nb_days": days}) for days in (10, 40)
                ],
            }
        )
        self._translate(term, "note", "<p>¶ ", "</p>")
        return term

    def _make_product(self, tax):
        product = self.env["product.product"].create(
            {
                "name": "Chair",
                "type": "consu",
                "list_price": 1234.5,
                "taxes_id": [Command.set(tax.ids)],
                "supplier_taxes_id": [Command.clear()],
                "uom_id": self.env.ref("uom.product_uom_dozen").id,
            }
        )
        self._name_product(product)
        self._translate(product, "description_sale", "¤ ")
        self._translate(product, "description_purchase", "¤ ")
        return product

    def _make_customer(self, lang):
        return self.env["res.partner"].create(
            {
                "name": f"Acme {lang}",
                "is_company": True,
                "email": f"{lang}@example.com",
                "lang": lang,
                "country_id": self.env.ref("base.jp").id,
            }
        )

    def _make_documents(self, customer, masters):
        """Make one of each kind of which the app is installed.

        :return: records by kind
        :rtype: dict
        """
        confirmed = self._make_order(customer, masters)
        confirmed.action_confirm()
        made = {
            "invoice": self._make_invoice(customer, masters),
            "refund": self._make_invoice(customer, masters, move_type="out_refund"),
            "quotation": self._make_order(customer, masters),
            "order": confirmed,
            "payment": self._make_payment(customer, masters),
        }
        if "stock.picking" in self.env:
            made["picking"] = confirmed.picking_ids
        if "purchase.order" in self.env:
            made["purchase"] = self._make_purchase(customer, masters["product"])
        if "contract.contract" in self.env:
            made["contract"] = self._make_contract(customer, masters["product"])
        return made

    def _make_invoice(self, customer, masters, **values):
        line = {
            "product_id": masters["product"].id,
            "quantity": 2,
            "discount": 5,
            "price_unit": 1234.5,
            "tax_ids": [Command.set(masters["tax"].ids)],
        }
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": "2026-11-22",
                "invoice_payment_term_id": masters["term"].id,
                "fiscal_position_id": masters["position"].id,
                "invoice_line_ids": [Command.create(line)],
            }
            | values
        )
        move.action_post()
        return move

    def _make_order(self, customer, masters):
        line = {
            "product_id": masters["product"].id,
            "product_uom_qty": 2,
            "tax_ids": [Command.set(masters["tax"].ids)],
        }
        return self.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "payment_term_id": masters["term"].id,
                "fiscal_position_id": masters["position"].id,
                "order_line": [Command.create(line)],
            }
        )

    def _make_payment(self, customer, masters):
        move = self._make_invoice(customer, masters)
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        return wizard.create({"amount": 100.0})._create_payments()

    def _make_purchase(self, vendor, product):
        line = {"product_id": product.id, "product_qty": 2}
        return self.env["purchase.order"].create(
            {"partner_id": vendor.id, "order_line": [Command.create(line)]}
        )

    def _make_contract(self, customer, product):
        local = product.with_context(lang=customer.lang)
        line = {
            "product_id": product.id,
            "name": local.get_product_multiline_description_sale(),
            "price_unit": 1234.5,
            "date_start": "2026-11-22",
            "recurring_next_date": "2026-12-22",
        }
        return self.env["contract.contract"].create(
            {
                "name": f"Agreement {customer.name}",
                "partner_id": customer.id,
                "contract_type": "sale",
                "contract_line_ids": [Command.create(line)],
            }
        )
