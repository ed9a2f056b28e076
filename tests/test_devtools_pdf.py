"""An invoice on paper: header, footer, page number, and letters instead of boxes."""

import base64

import pytest

from devtools.pdf_content import pdf_fonts, pdf_text

ARABIC = "شركة النور"
CJK = "東京株式会社"


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    return odoo_server(odoo_db("demo"))


@pytest.fixture(scope="module")
def invoice(server):
    name = f"Łódź {ARABIC} {CJK}"
    return base64.b64decode(
        server.call("test.world.staff", "_print_long_invoice", name)
    )


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
