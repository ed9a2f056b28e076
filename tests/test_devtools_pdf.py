"""An invoice on paper: header, footer, page number, and letters instead of boxes."""

import base64

import pytest

from devtools.pdf_content import pdf_fonts, pdf_text

ARABIC = "شركة النور"
CJK = "東京株式会社"

PRINT = f"""
import base64
partner = env["res.partner"].create({{"name": "Łódź {ARABIC} {CJK}"}})
product = env["product.product"].create({{"name": "Crate"}})
lines = [
    (0, 0, {{"product_id": product.id, "quantity": 2, "price_unit": 50}})
    for _number in range(40)
]
invoice = env["account.move"].create(
    {{
        "move_type": "out_invoice",
        "partner_id": partner.id,
        "invoice_date": "2026-01-31",
        "invoice_line_ids": lines,
    }}
)
invoice.action_post()
content, _kind = env["ir.actions.report"]._render_qweb_pdf(
    "account.account_invoices", invoice.ids
)
print(base64.b64encode(content).decode())
"""


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    return odoo_server(odoo_db("demo"))


@pytest.fixture(scope="module")
def invoice(server):
    return base64.b64decode(server.shell(PRINT))


def test_demo_database_has_demo_data(server):
    client = server.rpc("demo", "demo")
    assert client.call("res.partner", "search_count", [("is_company", "=", True)]) > 5


def test_pdf_has_header_footer_and_page_numbers_on_each_page(server, invoice):
    [company] = server.rpc().call("res.company", "read", [1], ["name"])
    pages = pdf_text(invoice).split("\f")[:-1]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert company["name"] in page
        assert f"Page {number} / {len(pages)}" in " ".join(page.split())


def test_pdf_prints_latin_arabic_and_cjk_with_embedded_fonts(invoice):
    text = pdf_text(invoice)
    assert "Łódź" in text
    assert CJK in text
    # Arabic letters are printed in their joined forms, right to left.
    assert any("\ufe70" <= letter <= "\ufefc" or letter in ARABIC for letter in text)
    fonts = pdf_fonts(invoice)
    assert all(font.embedded for font in fonts)
    assert any("DroidSansFallback" in font.name for font in fonts)
