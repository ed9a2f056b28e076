"""What staff print and what customers get, as real PDFs in six languages."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from document_sheets import (
    LANGS,
    PASSWORD,
    REPORTS,
    STAFF_LANG,
    Printer,
    boxes,
    check_page,
    find,
    pages_of,
    words,
)
from pdfminer.high_level import extract_pages

from devtools.browser import sign_in
from devtools.pdf_content import pdf_fonts
from devtools.portal import PortalSession

# Odoo's other layouts than Light
LAYOUTS = ["boxed", "bold", "striped", "folder", "wave", "bubble"]


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    return odoo_server(odoo_db("apps"))


@pytest.fixture(scope="module")
def world(server):
    return server.call("test.world.document", "_make", LANGS, STAFF_LANG)


@pytest.fixture(scope="module")
def staff(server, world):
    """Somebody who prints, and reads none of the customers' languages."""
    return Printer(server, world, "staff")


@pytest.fixture
def company(server, world):
    """Return a function that sets the company's setting and language."""
    admin = server.rpc()

    def write(setting, lang="en_US"):
        ids = [world["company"]]
        admin.call("res.company", "write", ids, {"customer_document_lang": setting})
        admin.call("res.partner", "write", [world["company_partner"]], {"lang": lang})

    yield write
    write("company")


@pytest.mark.parametrize("kind", REPORTS)
def test_each_sheet_is_in_one_language(world, staff, company, kind):
    """Both modes, one run for all customers, printed in a third language."""
    company("customer")
    pages = pages_of(staff.print(kind))
    assert len(pages) == len(LANGS)
    for lang, page in zip(LANGS, pages, strict=True):
        check_page(world, kind, lang, page)
    company("company")
    pages = pages_of(staff.print(kind))
    assert len(pages) == len(LANGS)
    for page in pages:
        check_page(world, kind, "en_US", page)


@pytest.mark.parametrize("lang", LANGS[1:])
def test_the_companys_language_may_be_any(world, staff, company, lang):
    """The next print follows the setting, for a customer of every language."""
    company("company", lang)
    for page in pages_of(staff.print("invoice")):
        check_page(world, "invoice", lang, page)


def test_staff_choose_the_other_language_for_once(world, staff, company):
    company("company")
    choice = {"customer_document_lang_choice": "customer"}
    [page] = pages_of(staff.print("invoice", ["fr_FR"], **choice))
    check_page(world, "invoice", "fr_FR", page)
    [page] = pages_of(staff.print("invoice", ["fr_FR"]))
    check_page(world, "invoice", "en_US", page)


@pytest.mark.parametrize(
    ("kind", "langs"),
    # the slip is several HTML documents in a row, unlike the others
    [("invoice", ["ar_001"]), ("invoice", LANGS), ("picking", LANGS)],
)
def test_arabic_pages_are_mirrored(world, staff, company, kind, langs):
    """By itself and among others; printed by somebody who reads from the left."""
    company("customer")
    content = staff.print(kind, langs)
    pages = dict(zip(langs, extract_pages(BytesIO(content)), strict=True))
    arabic = boxes(pages["ar_001"])
    middle = pages["ar_001"].width / 2
    # the company's address in the header, and the page's number in the footer
    assert find(arabic, "My Company") > middle
    assert find(arabic, "1 / 1") < middle
    if kind == "invoice":
        total = world["formatted"]["ar_001"]["total"].split()
        amount = next(part for part in map(words, total) if "," in part)
        assert find(arabic, amount) < middle
    for lang in set(langs) - {"ar_001"}:
        other = boxes(pages[lang])
        assert find(other, "My Company") < middle
        assert find(other, "1 / 1") > middle
    fonts = pdf_fonts(content)
    assert fonts and all(font.embedded for font in fonts)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_mirrored(server, world, staff, company, layout):
    """Each of Odoo's layouts, in a run of both directions."""
    company("customer")
    langs = ["en_US", "ar_001", "zh_CN"]
    admin = server.rpc()
    view = admin.call(
        "ir.model.data", "check_object_reference", "web", f"external_layout_{layout}"
    )[1]

    def use(view):
        values = {"external_report_layout_id": view}
        admin.call("res.company", "write", [world["company"]], values)

    use(view)
    try:
        content = staff.print("invoice", langs)
    finally:
        use(False)
    for lang, page in zip(langs, pages_of(content), strict=True):
        check_page(world, "invoice", lang, page, shown=("product", "text", "unit"))
    english, arabic, chinese = map(boxes, extract_pages(BytesIO(content)))
    left, right = english["My Company"]
    assert chinese["My Company"] == pytest.approx((left, right), abs=2)
    width = next(extract_pages(BytesIO(content))).width
    assert arabic["My Company"] == pytest.approx((width - right, width - left), abs=2)
    assert all(font.embedded for font in pdf_fonts(content))


def test_the_sheet_of_a_contact_is_in_the_customers_language(
    server, world, staff, company
):
    """Stock prints labels in the contact's language, lines in the customer's."""
    company("customer")
    admin = server.rpc()
    values = {"name": "Kim", "parent_id": world["customers"]["de_DE"], "lang": "fr_FR"}
    [contact] = admin.call("res.partner", "create", [values])
    invoice = world["documents"]["de_DE"]["invoice"]
    [copy] = admin.call("account.move", "copy", [invoice], {"partner_id": contact})
    values = {"invoice_date": "2026-11-22"}
    admin.call("account.move", "write", [copy], values)
    admin.call("account.move", "action_post", [copy])
    [page] = pages_of(staff.print_ids(REPORTS["invoice"], [copy]))
    check_page(world, "invoice", "de_DE", page)


def send(server, world, lang):
    """Send a new invoice by mail; return its id and the PDF in the mail."""
    admin = server.rpc()
    original = world["documents"][lang]["invoice"]
    [invoice] = admin.call("account.move", "copy", [original])
    admin.call("account.move", "write", [invoice], {"invoice_date": "2026-11-22"})
    admin.call("account.move", "action_post", [invoice])
    server.mailbox.clear()
    context = {"active_model": "account.move", "active_ids": [invoice]}
    [wizard] = admin.call(
        "account.move.send.wizard",
        "create",
        [{"move_id": invoice, "sending_methods": ["email"]}],
        context=context,
    )
    admin.call("account.move.send.wizard", "action_send_and_print", [wizard])
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    [mail] = server.mailbox.wait()
    [attached] = [
        part.get_payload(decode=True)
        for part in mail.walk()
        if part.get_content_type() == "application/pdf"
    ]
    return invoice, attached


@pytest.mark.parametrize("setting", ["company", "customer"])
def test_staff_download_what_was_not_sent(world, staff, company, setting):
    """From the list of invoices: a sheet that staff print, as any other."""
    company(setting)
    [invoice] = staff.ids("invoice", ["fr_FR"])
    path = f"{staff.url}/account/download_invoice_documents/{invoice}/pdf"
    [page] = pages_of(staff.session.get(path).content)
    lang = "fr_FR" if setting == "customer" else "en_US"
    check_page(world, "invoice", lang, page)


@pytest.mark.parametrize("setting", ["company", "customer"])
def test_what_is_mailed_is_in_the_customers_language(world, server, company, setting):
    company(setting)
    __, attached = send(server, world, "fr_FR")
    check_page(world, "invoice", "fr_FR", pages_of(attached)[0])


@pytest.fixture(scope="module")
def customers(server, world):
    """The customers signed in to their portal, by language."""
    server.call("test.world", "_make_portal_users", world["customers"])
    return {code: PortalSession(server, code, PASSWORD) for code in LANGS}


@pytest.mark.parametrize("lang", LANGS)
def test_customers_download_their_invoice_in_their_language(
    server, world, customers, company, lang
):
    """They get the very file that was mailed, whatever staff's own prints are in."""
    company("company", "de_DE" if lang == "en_US" else "en_US")
    invoice, attached = send(server, world, lang)
    path = f"/my/invoices/{invoice}?report_type=pdf&download=true"
    status, content = customers[lang].fetch(path)
    assert status == 200
    assert content == attached
    check_page(world, "invoice", lang, pages_of(content)[0])


def test_an_issued_invoice_stays_as_it_is(world, server, staff, company):
    """Print gives the very file; a copy in the other language says that it is one."""
    company("company")
    invoice, attached = send(server, world, "fr_FR")
    digest = hashlib.sha256(attached).hexdigest()
    for report in ("invoice", "refund"):
        printed = staff.print_ids(REPORTS[report], [invoice])
        assert hashlib.sha256(printed).hexdigest() == digest
    [values] = staff.rpc.call("account.move", "read", [invoice], ["invoice_pdf_lang"])
    assert values["invoice_pdf_lang"] == world["names"]["fr_FR"]
    # the dialog says so before it prints
    dialog = staff.rpc.call(
        "customer.document.print", "get_print_dialog", REPORTS["invoice"], [invoice]
    )
    wizard = [dialog["res_id"]]
    fields = ["issued_langs", "issued_choice", "lang_choice", "document_langs"]
    [shown] = staff.rpc.call("customer.document.print", "read", wizard, fields)
    assert shown["issued_langs"] == world["names"]["fr_FR"]
    assert (shown["issued_choice"], shown["lang_choice"]) == ("issued", "company")
    values = {"issued_choice": "copy"}
    staff.rpc.call("customer.document.print", "write", wizard, values)
    action = staff.rpc.call("customer.document.print", "action_print", wizard)
    copy = staff.print_ids(
        action["report_name"], action["context"]["active_ids"], **action["context"]
    )
    [page] = pages_of(copy)
    check_page(world, "invoice", "en_US", page)
    assert "(Copy)" in page
    assert hashlib.sha256(
        staff.print_ids(REPORTS["invoice"], [invoice])
    ).hexdigest() == (digest)
    # among others, in the order of the selection
    others = staff.ids("invoice", ["de_DE", "ja_JP"])
    mixed = staff.print_ids(REPORTS["invoice"], [others[0], invoice, others[1]])
    langs = ["en_US", "fr_FR", "en_US"]
    for lang, page in zip(langs, pages_of(mixed), strict=True):
        check_page(world, "invoice", lang, page)


def test_words_written_by_hand_are_told(world, server, staff, company):
    """Nothing is asked while all is in one language; else the dialog names them."""
    company("company")
    [order] = staff.ids("quotation", ["fr_FR"])
    ask = ("customer.document.print", "get_print_dialog", REPORTS["quotation"], [order])
    assert staff.rpc.call(*ask) is False
    [line] = staff.rpc.call("sale.order", "read", [order], ["order_line"])[0][
        "order_line"
    ]
    written = {"name": "Fait sur mesure"}
    staff.rpc.call("sale.order.line", "write", [line], written)
    wizard = [staff.rpc.call(*ask)["res_id"]]
    fields = ["foreign_texts", "has_translatable_lines"]
    [shown] = staff.rpc.call("customer.document.print", "read", wizard, fields)
    assert "Fait sur mesure" in shown["foreign_texts"]
    assert shown["has_translatable_lines"]
    staff.rpc.call("customer.document.print", "action_translate_lines", wizard)
    [values] = staff.rpc.call("sale.order.line", "read", [line], ["name"])
    assert values["name"].startswith(world["formatted"]["en_US"]["product"])
    assert staff.rpc.call(*ask) is False
    # and the customer's own sheet is in French again
    company("customer")
    [page] = pages_of(staff.print("quotation", ["fr_FR"]))
    check_page(world, "quotation", "fr_FR", page)


def test_staff_print_from_the_menu(world, server, staff, company, browser):
    """The common case is one click; the Print menu has the other language."""
    company("company")
    page = browser.desktop(locale="en-US").new_page()
    server.rpc("admin", "admin")
    sign_in(page, server.url, "admin", "admin")
    [invoice] = staff.ids("invoice", ["ar_001"])
    page.goto(f"{server.url}/odoo/customer-invoices/{invoice}")
    page.wait_for_selector(".o_form_view .o_cp_action_menus")
    asked = []
    page.on(
        "request",
        lambda request: (
            "/customer.document.print" in request.url and asked.append(request.url)
        ),
    )

    def open_print_menu():
        page.locator(".o_cp_action_menus .dropdown-toggle").first.click()
        page.locator(".o-dropdown--menu >> text=Print").first.hover()

    open_print_menu()
    with page.expect_download(timeout=60000) as download:
        page.locator(".o-dropdown--menu >> text=Invoice PDF").first.click()
    [sheet] = pages_of(Path(download.value.path()).read_bytes())
    check_page(world, "invoice", "en_US", sheet)
    [url] = asked
    assert url.endswith("/customer.document.print/get_print_dialog")
    open_print_menu()
    page.locator(".o-dropdown--menu >> text=Print in Another Language").first.click()
    page.wait_for_selector(".modal-dialog >> text=The customer's language")
    with page.expect_download(timeout=60000) as download:
        page.locator(".modal-footer >> text=Print").click()
    [sheet] = pages_of(Path(download.value.path()).read_bytes())
    check_page(world, "invoice", "ar_001", sheet)
