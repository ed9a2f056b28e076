"""What printed sheets say: whoever prints them, and what to look for on each.

Used by the tests of documents, together with the model test.world.document.
"""

import json
import re
import unicodedata

import requests
from pdfminer.layout import LTTextContainer

from devtools.pdf_content import pdf_text

PASSWORD = "a good Passw0rd"
LANGS = ["en_US", "fr_FR", "de_DE", "ar_001", "ja_JP", "zh_CN"]
STAFF_LANG = "es_ES"
REPORTS = {
    "invoice": "account.report_invoice_with_payments",
    "refund": "account.report_invoice",
    "quotation": "sale.report_saleorder",
    "order": "sale.report_saleorder_pro_forma",
    "payment": "account.report_payment_receipt",
    "picking": "stock.report_deliveryslip",
    "purchase": "purchase.report_purchaseorder",
    "contract": "contract.report_contract_template",
}
# Whose words a sheet has, where that is not named as its kind
TEMPLATES = {"refund": "invoice", "order": "quotation"}
# Words of Odoo's own templates that each sheet shows
LABELS = {
    "invoice": (
        *("Invoice", "Invoice Date", "Due Date", "Description", "Quantity"),
        *("Unit Price", "Disc.%", "Taxes", "Amount", "Total amount in words:"),
    ),
    "refund": ("Credit Note", "Credit Note Date", "Description", "Quantity"),
    "quotation": ("Quotation Date", "Expiration", "Salesperson", "Quantity"),
    "order": ("Pro-Forma Invoice #", "Issued Date", "Salesperson", "Quantity"),
    "payment": ("Payment Method:", "Payment Amount:", "Invoice Number", "Amount"),
    "picking": ("Product", "Shipping Date"),
    "purchase": ("Buyer", "Qty", "Unit Price", "Amount"),
    "contract": ("Recurring Items", "Description", "Quantity", "Notes:"),
}
SALE = ("date", "total", "untaxed", "country", "unit", "product", "text")
# What else it shows, of what Odoo formats or the company wrote
VALUES = {
    "invoice": (*SALE, "due", "words"),
    "refund": (*SALE, "words"),
    "quotation": ("untaxed", "country", "unit", "product", "text"),
    "order": ("untaxed", "country", "unit", "product", "text"),
    "payment": ("text",),
    "picking": ("country", "unit", "product", "text"),
    "purchase": ("country", "unit", "product", "text"),
    "contract": ("product", "text"),
}


class Printer:
    """A signed-in user who prints over HTTP, as the web client does."""

    def __init__(self, server, world, login):
        self.url = server.url
        self.world = world
        self.session = requests.Session()
        params = {"db": server.database, "login": login, "password": PASSWORD}
        self.call("/web/session/authenticate", **params)
        self.rpc = server.rpc(login, PASSWORD)

    def call(self, path, **params):
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        answer = self.session.post(self.url + path, json=body).json()
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def ids(self, kind, langs=LANGS):
        return [self.world["documents"][lang][kind] for lang in langs]

    def print_ids(self, report, ids, **context):
        """The PDF's bytes."""
        path = f"/report/pdf/{report}/{','.join(map(str, ids))}"
        params = {"context": json.dumps(context)} if context else {}
        answer = self.session.get(self.url + path, params=params)
        assert answer.headers["Content-Type"] == "application/pdf", answer.text
        return answer.content

    def print(self, kind, langs=LANGS, **context):
        """The bytes of the PDF with the documents of these customers."""
        return self.print_ids(REPORTS[kind], self.ids(kind, langs), **context)


def pages_of(content):
    return pdf_text(content).split("\f")[:-1]


def words(text):
    """The text in plain letters: Arabic is drawn in its joined forms."""
    return unicodedata.normalize("NFKC", " ".join(text.split()))


def says(page, expected):
    """Whether the page shows the text, however it is broken into lines.

    Words in Arabic come in the order in which they are drawn; some layouts write the
    heads of columns in capitals.
    """
    page, expected = words(page).lower(), words(expected).lower()
    if re.search("[\u0600-\u06ff]", expected):
        drawn = page + " " + page[::-1]
        return all(word in drawn for word in re.findall("[\u0600-\u06ff]+", expected))
    return expected.replace(" ", "") in page.replace(" ", "")


def own_words(world, kind, lang):
    terms = world["terms"][TEMPLATES.get(kind, kind)][lang]
    # a colon stands on the other side in Arabic
    return [terms[label].rstrip(": ") for label in LABELS[kind]]


def foreign_words(world, kind, lang):
    """What the same sheet would say in the other languages, and must not in this."""
    terms = world["terms"][TEMPLATES.get(kind, kind)]
    own = [words(text).lower() for text in terms[lang].values()]
    own += [words(text).lower() for text in world["formatted"][lang].values()]
    found = []
    for other in {*LANGS, STAFF_LANG} - {lang}:
        texts = [*terms[other].values()]
        formatted = world["formatted"][other]
        texts += [formatted[key] for key in ("product", "text", "words", "country")]
        texts += [formatted[key] for key in ("untaxed", "unit")]
        for text in texts:
            letters = re.sub(r"[\W\d_]", "", text)
            clear = len(letters) > (1 if other in ("ja_JP", "zh_CN") else 3)
            if clear and not any(words(text).lower() in some for some in own):
                found.append(text)
    return found


def shows_word(page, text):
    if re.search("[\u0600-\u06ff]", text):
        return f" {words(text)} " in f" {words(page)} "
    return re.search(rf"(?<!\w){re.escape(words(text))}(?!\w)", words(page))


def check_page(world, kind, lang, page, shown=None):
    """The sheet is in this language throughout, and in no other.

    `shown` names the values that stand on it, if not those that Light shows.
    """
    missing = [text for text in own_words(world, kind, lang) if not says(page, text)]
    values = [world["formatted"][lang][key] for key in shown or VALUES[kind]]
    missing += [text for text in values if not says(page, text)]
    assert not missing, (kind, lang, missing, page)
    others = foreign_words(world, kind, lang)
    assert others, "there is nothing to look for"
    foreign = [text for text in others if shows_word(page, text)]
    assert not foreign, (kind, lang, foreign, page)


def boxes(page):
    """Left and right edges of the texts of a page's layout, by their plain words."""
    lines = {}
    for element in page:
        if isinstance(element, LTTextContainer):
            # a column of single letters is no line
            for line in filter(lambda part: hasattr(part, "x0"), element):
                lines[words(line.get_text())] = line.x0, line.x1
    return lines


def find(lines, text):
    """The left edge of the text, in points."""
    [x] = {round(left) for line, (left, __) in lines.items() if text in line}
    return x
