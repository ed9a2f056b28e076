"""Printing 50 invoices of customers in 4 languages, beside Odoo's own single call."""

import json
from io import BytesIO

import pypdfium2
import requests

from devtools.bench import medians
from devtools.pdf_content import pdf_text

LANGS = ["en_US", "fr_FR", "de_DE", "ar_001"]
INVOICES = 50
REPEAT = 3
REPORT = "account.report_invoice_with_payments"


def run(bench):
    """Print the same invoices from a server of Odoo's own and from ours, in turn."""
    odoo, ours = (
        Printer(bench.server(bench.database(kind)), LANGS, INVOICES)
        for kind in ("stock", "addon")
    )
    times = medians(
        lambda: odoo.print(odoo.ids),
        lambda: ours.print(ours.ids, "company"),
        lambda: ours.print(ours.ids, "customer"),
        repeat=REPEAT,
    )
    for setting, taken in zip(("company", "customer"), times[1:], strict=True):
        title = f"{INVOICES} invoices in one file, language of the {setting}"
        bench.at_most(title, taken / times[0], 1.05)
    compare(bench, odoo, ours)


def compare(bench, odoo, ours):
    """Every page of ours beside Odoo's, which reads the customer's language.

    Odoo turns headers the way of whoever prints, and mixes languages within one call:
    what is compared with is one call for each language, by somebody who reads it.
    """
    pages = pages_of(ours.print(ours.ids, "customer"))
    texts, pixels = 0, 0
    for start, lang in enumerate(LANGS):
        odoo.read_in(lang)
        expected = pages_of(odoo.print(odoo.ids[start :: len(LANGS)]))
        found = pages[start :: len(LANGS)]
        for page, other in zip(found, expected, strict=True):
            texts += page[0] != other[0]
            pixels += page[1] != other[1]
    bench.at_most("pages whose text is not Odoo's", texts, 0, "pages")
    bench.at_most("pages whose pixels at 72 dpi are not Odoo's", pixels, 0, "pages")


def pages_of(content):
    """Text and pixels of each page of a PDF."""
    texts = pdf_text(content).split("\f")[:-1]
    drawn = [
        page.render(scale=1).to_pil().tobytes()
        for page in pypdfium2.PdfDocument(BytesIO(content))
    ]
    return list(zip(texts, drawn, strict=True))


class Printer:
    """Somebody who prints on a server of their own; `ids` are the invoices.

    :param langs: languages of the customers, in turn
    :param int count: of invoices
    """

    def __init__(self, server, langs, count):
        self.server = server
        self.ids = server.call("test.world.bench", "_make_print", langs, count)
        self._rpc = server.rpc()
        self._sign_in()

    def _sign_in(self):
        self._session = requests.Session()
        params = {"db": self.server.database, "login": "admin", "password": "admin"}
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        self._session.post(f"{self.server.url}/web/session/authenticate", json=body)

    def read_in(self, lang):
        """Read the backend in this language from now on."""
        self._rpc.call("res.users", "write", [self._rpc.uid], {"lang": lang})
        # the session keeps the language that it began with
        self._sign_in()

    def print(self, ids, setting=None):
        """The PDF's bytes; `setting` is whose language, for ours."""
        path = f"/report/pdf/{REPORT}/{','.join(map(str, ids))}"
        params = {}
        if setting:
            params["context"] = json.dumps({"customer_document_lang_choice": setting})
        answer = self._session.get(self.server.url + path, params=params)
        answer.raise_for_status()
        return answer.content
