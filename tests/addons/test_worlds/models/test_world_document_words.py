"""The words that printed sheets have in each language."""

import re

from odoo import models
from odoo.tools.misc import format_amount, format_date
from odoo.tools.translate import get_translation

# made-up words, each in the letters of its language
PRODUCT = {
    "en_US": "Chair",
    "fr_FR": "Fauteuil",
    "de_DE": "Lehnstuhl",
    "ar_001": "كرسي",
    "ja_JP": "椅子",
    "zh_CN": "扶手椅",
    "es_ES": "Silla",
}
TEXT = {
    "en_US": "Terms",
    "fr_FR": "Modalités",
    "de_DE": "Bedingungen",
    "ar_001": "شروط",
    "ja_JP": "条件",
    "zh_CN": "条款细则",
    "es_ES": "Condiciones",
}
# fields that are translated term by term
HTML = {"note", "report_footer", "report_header", "invoice_terms"}
TEMPLATES = {
    "invoice": "account.report_invoice_document",
    "quotation": "sale.report_saleorder_document",
    "payment": "account.report_payment_receipt_document",
    "layout": "web.external_layout_standard",
    "picking": "stock.report_delivery_document",
    "purchase": "purchase.report_purchaseorder_document",
    "contract": "contract.report_contract_document",
}


def plain(term):
    """Return a template's term without its tags."""
    return " ".join(re.sub("<[^>]*>", " ", term or "").split())


class TestWorldDocument(models.AbstractModel):
    """What to look for on a sheet, besides the documents themselves."""

    _inherit = "test.world.document"

    def _translate(self, record, field, before="", after=""):
        """Write TEXT into a field in all languages.

        :param before: what stands before the text in each language, or after it
        """
        texts = {lang: f"{before}{text}{after}" for lang, text in TEXT.items()}
        self._write_translations(record, field, texts)

    def _name_product(self, product):
        self._write_translations(product, "name", dict(PRODUCT))

    def _write_translations(self, record, field, texts):
        english = texts.pop("en_US")
        record.with_context(lang="en_US")[field] = english
        if field in HTML:
            english = english.removeprefix("<p>").removesuffix("</p>")
            texts = {
                lang: {english: text.removeprefix("<p>").removesuffix("</p>")}
                for lang, text in texts.items()
            }
        record.update_field_translations(field, texts)

    def _terms_of_templates(self, langs):
        """Return the words of each report's template, as Odoo translates them.

        :return: by name of the template, by language: the translations by English term
        :rtype: dict
        """
        found = {}
        for name, xmlid in TEMPLATES.items():
            if view := self.env.ref(xmlid, raise_if_not_found=False):
                found[name] = self._terms(view, langs)
        return found

    def _terms(self, view, langs):
        found = {lang: {} for lang in langs}
        for entry in view.get_field_translations("arch_db")[0]:
            if entry["lang"] in found:
                source, value = plain(entry["source"]), plain(entry["value"])
                found[entry["lang"]][source] = value or source
        found["en_US"] = {source: source for source in found[langs[1]]}
        return found

    def _formatted(self, invoice, lang):
        """Return values that a sheet in a language shows, as Odoo formats them.

        :rtype: dict
        """
        local = self.env(context=dict(self.env.context, lang=lang))
        invoice = invoice.with_env(local)
        currency, total = invoice.currency_id, invoice.amount_total
        return {
            "date": format_date(local, invoice.invoice_date),
            "due": format_date(local, invoice.invoice_date_due),
            "total": format_amount(local, total, currency),
            "words": currency.amount_to_text(total).replace(",", ""),
            "untaxed": get_translation("account", lang, "Untaxed Amount", ()),
            "country": local.ref("base.jp").name,
            "unit": local.ref("uom.product_uom_dozen").name,
            "product": PRODUCT[lang],
            "text": TEXT[lang],
        }
