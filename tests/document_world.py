"""Customers in several languages with one of each document, for prints.

Run inside an Odoo shell (`Server.shell`); prints what it made as JSON. Every text that
a company writes itself says in each language which one it is.
"""

import json
import re

from odoo.fields import Command
from odoo.tools.misc import format_amount, format_date
from odoo.tools.translate import get_translation

PASSWORD = "a good Passw0rd"
# the customers' languages, and that of whoever prints
LANGS = ["en_US", "fr_FR", "de_DE", "ar_001", "ja_JP", "zh_CN"]
STAFF_LANG = "es_ES"
# made-up words, each in the letters of its language
WORDS = {
    "en_US": "Chair",
    "fr_FR": "Fauteuil",
    "de_DE": "Lehnstuhl",
    "ar_001": "كرسي",
    "ja_JP": "椅子",
    "zh_CN": "扶手椅",
    "es_ES": "Silla",
}
TEXTS = {
    "en_US": "Terms",
    "fr_FR": "Modalités",
    "de_DE": "Bedingungen",
    "ar_001": "شروط",
    "ja_JP": "条件",
    "zh_CN": "条款细则",
    "es_ES": "Condiciones",
}
HTML = {"note", "report_footer", "report_header", "invoice_terms"}
env = globals()["env"]  # given by the shell
# those whose words are on the documents
modules = ["base", "web", "product", "uom", "account", "sale", "stock", "purchase"]
modules += ["contract", "sale_stock", "purchase_stock"]
for code in [*LANGS, STAFF_LANG]:
    env["res.lang"]._activate_lang(code)
env["ir.module.module"]._load_module_terms(
    [
        name
        for name in modules
        if env["ir.module.module"]._get(name).state == "installed"
    ],
    [*LANGS[1:], STAFF_LANG],
)
env.registry.clear_all_caches()
env = env(context=dict(env.context, no_reset_password=True, tracking_disable=True))
company = env.company
if not env["account.account"].search([("account_type", "=", "income")], limit=1):
    env["account.chart.template"].try_loading("generic_coa", company)
env["ir.config_parameter"].set_param("account.use_invoice_terms", True)
env["ir.config_parameter"].set_param("report.print_delay", "300")
company.partner_id.write({"lang": "en_US", "country_id": env.ref("base.de").id})
env.ref("base.user_admin").email = "admin@example.com"
company.write({"display_invoice_amount_total_words": True, "terms_type": "plain"})


def translated(record, field, words, before="", after=""):
    """Write a field of a record in all languages."""
    texts = {code: f"{before}{word}{after}" for code, word in words.items()}
    english = texts.pop("en_US")
    record.with_context(lang="en_US")[field] = english
    if field in HTML:
        # translated term by term
        english = english.removeprefix("<p>").removesuffix("</p>")
        texts = {
            code: {english: text.removeprefix("<p>").removesuffix("</p>")}
            for code, text in texts.items()
        }
    record.update_field_translations(field, texts)


tax = env["account.tax"].create(
    {"name": "Tax", "amount": 10.0, "amount_type": "percent", "type_tax_use": "sale"}
)
translated(tax, "invoice_label", TEXTS, "10% ")
translated(tax.tax_group_id, "name", TEXTS, "Σ ")
term = env["account.payment.term"].create(
    {
        "name": "Two halves",
        "display_on_invoice": True,
        "line_ids": [
            Command.create({"value_amount": 50, "value": "percent", "nb_days": days})
            for days in (10, 40)
        ],
    }
)
translated(term, "note", TEXTS, "<p>¶ ", "</p>")
position = env["account.fiscal.position"].create({"name": "Abroad"})
translated(position, "note", TEXTS, "<p>§ ", "</p>")
translated(company, "report_footer", TEXTS, "<p>† ", "</p>")
translated(company, "report_header", TEXTS, "<p>‡ ", "</p>")
translated(company, "invoice_terms", TEXTS, "<p>★ ", "</p>")
product = env["product.product"].create(
    {
        "name": "Chair",
        "type": "consu",
        "list_price": 1234.5,
        "taxes_id": [Command.set(tax.ids)],
        "supplier_taxes_id": [Command.clear()],
        "uom_id": env.ref("uom.product_uom_dozen").id,
    }
)
translated(product, "name", WORDS)
translated(product, "description_sale", TEXTS, "¤ ")
translated(product, "description_purchase", TEXTS, "¤ ")

groups = [
    "account.group_account_manager",
    "sales_team.group_sale_manager",
    "uom.group_uom",
]
for xmlid in ("stock.group_stock_user", "purchase.group_purchase_user"):
    if env.ref(xmlid, raise_if_not_found=False):
        groups.append(xmlid)
staff = env["res.users"].create(
    {
        "name": "Printer",
        "login": "staff",
        "password": PASSWORD,
        "lang": STAFF_LANG,
        "group_ids": [Command.set([env.ref(xmlid).id for xmlid in groups])],
    }
)


def invoice(customer, **values):
    move = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": customer.id,
            "invoice_date": "2026-11-22",
            "invoice_payment_term_id": term.id,
            "fiscal_position_id": position.id,
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": product.id,
                        "quantity": 2,
                        "discount": 5,
                        "price_unit": 1234.5,
                        "tax_ids": [Command.set(tax.ids)],
                    }
                )
            ],
        }
        | values
    )
    move.action_post()
    return move


def order(customer):
    return env["sale.order"].create(
        {
            "partner_id": customer.id,
            "payment_term_id": term.id,
            "fiscal_position_id": position.id,
            "order_line": [
                Command.create(
                    {
                        "product_id": product.id,
                        "product_uom_qty": 2,
                        "tax_ids": [Command.set(tax.ids)],
                    }
                )
            ],
        }
    )


def payment(customer):
    move = invoice(customer)
    wizard = env["account.payment.register"].with_context(
        active_model="account.move", active_ids=move.ids
    )
    return wizard.create({"amount": 100.0})._create_payments()


def purchase(vendor):
    return env["purchase.order"].create(
        {
            "partner_id": vendor.id,
            "order_line": [
                Command.create({"product_id": product.id, "product_qty": 2})
            ],
        }
    )


def contract(customer):
    return env["contract.contract"].create(
        {
            "name": f"Agreement {customer.name}",
            "partner_id": customer.id,
            "contract_type": "sale",
            "contract_line_ids": [
                Command.create(
                    {
                        "product_id": product.id,
                        "name": product.with_context(
                            lang=customer.lang
                        ).get_product_multiline_description_sale(),
                        "price_unit": 1234.5,
                        "date_start": "2026-11-22",
                        "recurring_next_date": "2026-12-22",
                    }
                )
            ],
        }
    )


customers = {}
documents = {}
for code in LANGS:
    customer = env["res.partner"].create(
        {
            "name": f"Acme {code}",
            "is_company": True,
            "email": f"{code}@example.com",
            "lang": code,
            "country_id": env.ref("base.jp").id,
        }
    )
    customers[code] = customer.id
    confirmed = order(customer)
    confirmed.action_confirm()
    made = {
        "invoice": invoice(customer),
        "refund": invoice(customer, move_type="out_refund"),
        "quotation": order(customer),
        "order": confirmed,
        "payment": payment(customer),
    }
    if "stock.picking" in env:
        made["picking"] = confirmed.picking_ids
    if "purchase.order" in env:
        made["purchase"] = purchase(customer)
    if "contract.contract" in env:
        made["contract"] = contract(customer)
    documents[code] = {name: record.id for name, record in made.items()}


def plain(term):
    """Return a template's term without its tags."""
    return " ".join(re.sub("<[^>]*>", " ", term or "").split())


def terms(xmlid):
    """The words of a report's template by language, as Odoo translates them."""
    found = {code: {} for code in [*LANGS, STAFF_LANG]}
    view = env.ref(xmlid)
    for entry in view.get_field_translations("arch_db")[0]:
        if entry["lang"] in found:
            source, value = plain(entry["source"]), plain(entry["value"])
            found[entry["lang"]][source] = value or source
    found["en_US"] = {source: source for source in found["fr_FR"]}
    return found


def formatted(code):
    """Values that a sheet in the language shows, as Odoo formats them."""
    local = env(context=dict(env.context, lang=code))
    some_move = local["account.move"].browse(documents["en_US"]["invoice"])
    currency = some_move.currency_id
    total = some_move.amount_total
    return {
        "date": format_date(local, some_move.invoice_date),
        "due": format_date(local, some_move.invoice_date_due),
        "total": format_amount(local, total, currency),
        "words": currency.amount_to_text(total).replace(",", ""),
        "untaxed": get_translation("account", code, "Untaxed Amount", ()),
        "country": env.ref("base.jp").with_context(lang=code).name,
        "unit": product.uom_id.with_context(lang=code).name,
        "product": WORDS[code],
        "text": TEXTS[code],
    }


templates = {
    "invoice": "account.report_invoice_document",
    "quotation": "sale.report_saleorder_document",
    "payment": "account.report_payment_receipt_document",
    "layout": "web.external_layout_standard",
    "picking": "stock.report_delivery_document",
    "purchase": "purchase.report_purchaseorder_document",
    "contract": "contract.report_contract_document",
}
print(
    json.dumps(
        {
            "customers": customers,
            "documents": documents,
            "product": product.id,
            "terms": {
                name: terms(xmlid)
                for name, xmlid in templates.items()
                if env.ref(xmlid, raise_if_not_found=False)
            },
            "formatted": {code: formatted(code) for code in [*LANGS, STAFF_LANG]},
            "names": dict(env["res.lang"].get_installed()),
            "company_partner": company.partner_id.id,
            "company": company.id,
        }
    )
)
