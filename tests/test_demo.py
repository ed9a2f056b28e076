"""What a newcomer sees first: the demo data, on paper and in the portal."""

import base64

import pytest

from devtools.pdf_content import pdf_fonts, pdf_text

PRINT = """
import base64
invoice = env["account.move"].search(
    [("partner_id", "child_of", env.ref("customer_onboarding.{xmlid}").id),
     ("move_type", "=", "out_invoice"), ("state", "=", "posted")], limit=1)
content, _kind = env["ir.actions.report"]._render_qweb_pdf(
    "account.account_invoices", invoice.ids)
print(invoice.name, base64.b64encode(content).decode())
"""


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    return odoo_server(odoo_db("demo"))


def printed(server, xmlid):
    """Number and PDF of an invoice of a demo customer."""
    number, content = server.shell(PRINT.format(xmlid=xmlid)).split()
    return number, base64.b64decode(content)


@pytest.mark.parametrize(
    ("xmlid", "letters", "font"),
    [
        ("demo_customer_pont_vert", None, None),
        ("CHINESE_OR_JAPANESE", "CJK", "DroidSansFallback"),
        ("ARABIC", "ARABIC", "ARABICFONT"),
    ],
)
def test_demo_invoice(server, xmlid, letters, font):
    """Header, footer, page number, and letters instead of boxes."""
    number, content = printed(server, xmlid)
    text = " ".join(pdf_text(content).split())
    assert number in text
    assert "Northquay Trading" in text
    assert "1 / 1" in text
    fonts = pdf_fonts(content)
    assert fonts and all(entry.embedded for entry in fonts)
    if letters:
        assert letters in text
        assert any(font in entry.name for entry in fonts)
