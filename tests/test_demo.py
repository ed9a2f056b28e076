"""What a newcomer sees first: the demo data, on paper and in the portal."""

import base64
import unicodedata

import pytest

from devtools.browser import sign_in
from devtools.pdf_content import pdf_fonts, pdf_text


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    return odoo_server(odoo_db("demo"))


def printed(server, xmlid):
    """Number and PDF of an invoice of a demo customer."""
    number, content = server.call("test.world.staff", "_print_demo_invoice", xmlid)
    return number, base64.b64decode(content)


@pytest.mark.parametrize(
    ("xmlid", "name", "font"),
    [
        ("demo_customer_pont_vert", "Café du Pont Vert", ""),
        ("demo_customer_aoba", "青葉珈琲店", "DroidSansFallback"),
        ("demo_customer_palm", "مقهى النخيل", "DejaVu"),
    ],
)
def test_demo_invoice(server, xmlid, name, font):
    """Header, footer, page number, and letters instead of boxes."""
    number, content = printed(server, xmlid)
    # Arabic is drawn in its joined forms, from right to left
    text = unicodedata.normalize("NFKC", " ".join(pdf_text(content).split()))
    assert number in text
    assert "Northquay Trading" in text
    pages = pdf_text(content).count("\f")
    assert f"{pages} / {pages}" in text
    for word in name.split():
        assert word in text or word[::-1] in text
    fonts = pdf_fonts(content)
    assert fonts and all(entry.embedded for entry in fonts)
    assert any(font in entry.name for entry in fonts), fonts


def test_customers_of_the_demo_sign_in(server, browser):
    """One sees everything, one sees no invoices, one reads from right to left."""
    for login, invoices, text in (
        ("camille", True, "Connexion & Sécurité"),
        ("marie", False, "Connexion & Sécurité"),
        ("layla", True, "العناوين"),
    ):
        page = browser.phone().new_page()
        sign_in(page, server.url, login, login)
        page.wait_for_selector(f"text={text}")
        cards = page.locator("a[href*='/my/invoices']")
        assert (cards.count() > 0) == invoices, login
        assert (page.locator(".o_rtl").count() > 0) == (login == "layla")


def test_the_demo_has_a_group_value(server):
    rows = server.rpc("admin", "admin").call(
        "customer.group.report",
        "formatted_read_group",
        [],
        ["customer_group_id"],
        ["amount_share:sum"],
    )
    grouped = [row for row in rows if row["customer_group_id"]]
    assert len(grouped) == 4
    assert all(row["amount_share:sum"] > 0 for row in grouped)
