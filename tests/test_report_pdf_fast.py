"""Documents printed without delay, beside the same printed as Odoo does."""

import base64
import json
import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdfium2
import pytest
from document_sheets import LANGS, REPORTS, STAFF_LANG, Printer
from PIL import Image

from devtools.paths import ODOO_DATA
from devtools.pdf_content import pdf_text

# milliseconds; less than Odoo's own second, and enough for text on a busy machine; the
# other for large images
DELAY = "500"
LONG_DELAY = "3000"
FAST = "documents printed without delay"
LAYOUTS = ["standard", "boxed", "bold", "striped", "folder", "wave", "bubble"]
LEFT_TO_RIGHT = [lang for lang in LANGS if lang != "ar_001"]
MIXED = ["en_US", "ar_001", "zh_CN"]
LABELS = "product.report_producttemplatelabel2x7"
IMAGE = '<img style="width: 60mm" src="{}"/>'
# of a report on contacts
ARCH = """<t t-name="{}">
    <t t-call="web.html_container">
        <t t-foreach="docs" t-as="o">
            <t t-call="web.external_layout">
                <div class="page"><h2 t-out="o.name"/>{}</div>
            </t>
        </t>
    </t>
</t>"""
# Rows of pixels
RED, GREEN, BLUE, BLACK = (
    bytes(colour) * 3 for colour in ([255, 0, 0], [0, 128, 0], [0, 0, 255], [0, 0, 0])
)
SHADE = 8  # of 255


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("apps"))
    set_parameter(server, "report.print_delay", DELAY)
    return server


@pytest.fixture(scope="module")
def world(server):
    return server.call("test.world.document", "_make", LANGS, STAFF_LANG)


@pytest.fixture(scope="module")
def staff(server, world):
    return Printer(server, world, "staff")


@pytest.fixture
def company(server, world):
    """Return a function that writes on the company."""
    admin = server.rpc()
    names = ("external_report_layout_id", "primary_color", "secondary_color")
    [before] = admin.call("res.company", "read", [world["company"]], names)
    view = before["external_report_layout_id"]
    before["external_report_layout_id"] = view and view[0]

    def write(**values):
        admin.call("res.company", "write", [world["company"]], values)

    yield write
    write(**{name: before[name] for name in names})


def set_parameter(server, key, value):
    server.rpc().call("ir.config_parameter", "set_param", key, value)


def pages_of(content, dpi=72):
    """Text and pixels of each page of a PDF."""
    texts = pdf_text(content).split("\f")[:-1]
    drawn = [
        page.render(scale=dpi / 72).to_pil().tobytes()
        for page in pypdfium2.PdfDocument(BytesIO(content))
    ]
    return list(zip(texts, drawn, strict=True))


def picture(colour):
    """A picture of one colour, as a client sends it."""
    content = BytesIO()
    Image.new("RGB", (40, 40), colour).save(content, "PNG")
    return base64.b64encode(content.getvalue()).decode()


def make_report(server, name, parts):
    """Make a report on contacts of some HTML; return its name."""
    admin = server.rpc()
    arch = ARCH.format(name, "".join(parts))
    view = {"name": name, "type": "qweb", "key": name, "arch": arch}
    admin.call("ir.ui.view", "create", [view])
    report = {"name": name, "model": "res.partner", "report_name": name}
    admin.call("ir.actions.report", "create", [report])
    return name


def check_same(fast, slow, dpi=72, shade=0):
    """Two prints show the same on as many pages.

    :param int shade: how far a colour may be off: ReportLab draws the edges of a
        barcode a bit differently each time
    """
    fast, slow = pages_of(fast, dpi), pages_of(slow, dpi)
    assert len(fast) == len(slow)
    for number, (page, other) in enumerate(zip(fast, slow, strict=True)):
        assert page[0].strip(), number
        assert page[0] == other[0], number
        assert len(page[1]) == len(other[1]), number
        # the same in most cases, which is known at once
        if page[1] != other[1]:
            off = max(abs(a - b) for a, b in zip(page[1], other[1], strict=True))
            assert off <= shade, number


def print_ids(staff, report, ids, options=None, **context):
    """The PDF of some documents, or of a report with options and none."""
    if not options:
        return staff.print_ids(report, ids, **context)
    params = {"options": options, "context": json.dumps(context)}
    answer = staff.session.get(f"{staff.url}/report/pdf/{report}", params=params)
    assert answer.headers["Content-Type"] == "application/pdf", answer.text
    return answer.content


def check_both_ways(server, staff, report, ids, dpi=72, options=None, shade=0):
    """Print Odoo's way first, which compiles new style sheets; return the PDF."""
    context = {"customer_document_lang_choice": "customer", "options": options}
    slow = print_ids(staff, report, ids, report_pdf_fast_off=True, **context)
    before = server.log.count(FAST)
    fast = print_ids(staff, report, ids, **context)
    assert server.log.count(FAST) == before + 1, "it was printed with Odoo's delay"
    check_same(fast, slow, dpi, shade)
    return fast


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout(server, staff, company, layout):
    """Invoices and quotations, in each direction by itself and both in one file."""
    names = ("web", f"external_layout_{layout}")
    admin = server.rpc()
    view = admin.call("ir.model.data", "check_object_reference", *names)[1]
    company(external_report_layout_id=view)
    for kind in ("invoice", "quotation"):
        for langs in (LEFT_TO_RIGHT, ["ar_001"], MIXED):
            check_both_ways(server, staff, REPORTS[kind], staff.ids(kind, langs))


@pytest.mark.parametrize("kind", sorted({*REPORTS} - {"invoice", "quotation"}))
def test_every_sheet(server, staff, kind):
    check_both_ways(server, staff, REPORTS[kind], staff.ids(kind))


def test_finer_pixels(server, staff):
    check_both_ways(server, staff, REPORTS["invoice"], staff.ids("invoice"), dpi=150)


def test_a_sheet_of_labels(server, world, staff):
    """A report that brings a script of its own prints as Odoo does."""
    admin = server.rpc()
    [product] = admin.call(
        "product.product", "read", [world["product"]], ["product_tmpl_id"]
    )
    values = {
        "print_format": "2x7xprice",
        "custom_quantity": 20,
        "product_tmpl_ids": [(6, 0, [product["product_tmpl_id"][0]])],
    }
    barcode = {"barcode": "5901234123457"}
    admin.call("product.product", "write", [world["product"]], barcode)
    [wizard] = admin.call("product.label.layout", "create", [values])
    data = admin.call("product.label.layout", "process", [wizard])["data"]
    options = json.dumps(data)
    slow = print_ids(staff, LABELS, [], options, report_pdf_fast_off=True)
    found = print_ids(staff, LABELS, [], options)
    # not pixels: ReportLab draws a barcode a bit differently each time
    assert pdf_text(found) == pdf_text(slow)
    assert pdf_text(found).count("5901234123457") == 20
    assert re.search(f"{re.escape(LABELS)} prints with .* a script", server.log)


def test_barcodes_and_pictures(server, world, staff):
    """They are drawn and read without asking the server for each."""
    admin = server.rpc()
    files = [
        {"name": f"{colour}.png", "datas": picture(colour), "public": colour == "red"}
        for colour in ("red", "blue")
    ]
    public, private = admin.call("ir.attachment", "create", files)
    [token] = admin.call("ir.attachment", "generate_access_token", [private])
    addresses = [
        "/report/barcode/Code128/INV/2026/7",
        "/report/barcode/EAN13/5901234123457?humanreadable=1&amp;width=300",
        "/report/barcode/?barcode_type=QR&amp;value=a%20%C3%A9&amp;width=200&amp;height=200",
        f"/web/image/{public}",
        f"/web/image/{private}-1a2b3c/blue.png?access_token={token}",
    ]
    report = make_report(server, "fast.pictures", map(IMAGE.format, addresses))
    ids = [world["customers"]["en_US"]]
    pdf = check_both_ways(server, staff, report, ids, shade=SHADE)
    [(_text, drawn)] = pages_of(pdf)
    assert RED in drawn
    assert BLUE in drawn
    empty = make_report(server, "fast.empty", [])
    [(_text, without)] = pages_of(staff.print_ids(empty, ids))
    # the barcodes are broad, and about half of each is black
    assert drawn.count(BLACK) > without.count(BLACK) + 1000


def test_a_picture_that_staff_may_not_read(server, world, staff):
    """It is not in the print, and what is shown instead is Odoo's."""
    [secret] = server.rpc().call(
        "ir.attachment", "create", [{"name": "a.png", "datas": picture("green")}]
    )
    address = f"/web/image/{secret}/a.png"
    report = make_report(server, "fast.secret", [IMAGE.format(address)])
    slow = staff.print_ids(
        report, [world["customers"]["en_US"]], report_pdf_fast_off=True
    )
    before = server.log.count(FAST)
    found = staff.print_ids(report, [world["customers"]["en_US"]])
    assert server.log.count(FAST) == before
    check_same(found, slow)
    assert re.search(rf"fast.secret prints with .* image {secret} cannot", server.log)
    assert not any(GREEN in drawn for _text, drawn in pages_of(found))


def test_a_document_of_several_pages_with_an_image(server, world, staff):
    """A background of the layout, and a logo.

    Odoo's print waits longer for it: on a busy machine, the background of a
    quarter of Odoo's prints was missing after `DELAY`.
    """
    admin = server.rpc()
    [invoice] = staff.ids("invoice", ["ar_001"])
    [copy] = admin.call("account.move", "copy", [invoice])
    lines = [(0, 0, {"name": f"Line {n}", "price_unit": n}) for n in range(80)]
    values = {"invoice_date": "2026-11-22", "invoice_line_ids": lines}
    admin.call("account.move", "write", [copy], values)
    admin.call("account.move", "action_post", [copy])
    values = {"layout_background": "Demo logo"}
    admin.call("res.company", "write", [world["company"]], values)
    set_parameter(server, "report.print_delay", LONG_DELAY)
    try:
        pdf = check_both_ways(server, staff, REPORTS["invoice"], [copy, invoice])
    finally:
        values = {"layout_background": "Blank"}
        admin.call("res.company", "write", [world["company"]], values)
        set_parameter(server, "report.print_delay", DELAY)
    assert len(pages_of(pdf)) > 3


def test_new_colours(server, staff, company):
    """The first print after a change compiles the sheet, and has the new colours."""
    ids = staff.ids("invoice", ["en_US"])
    before = check_both_ways(server, staff, REPORTS["invoice"], ids)
    company(primary_color="#ff0000", secondary_color="#00ff00")
    at_once = staff.print_ids(REPORTS["invoice"], ids)
    after = check_both_ways(server, staff, REPORTS["invoice"], ids)
    check_same(at_once, after)
    assert pages_of(before)[0][1] != pages_of(after)[0][1]


def test_two_companies_in_one_run(server, world, staff):
    """Each page has the colours and the address of its own company."""
    admin = server.rpc()
    [layout] = admin.call(
        "report.layout", "search", [("view_id.key", "=", "web.external_layout_boxed")]
    )
    [layout] = admin.call("report.layout", "read", [layout], ["view_id"])
    [other] = admin.call("res.company", "create", [{"name": "Crimson"}])
    values = {
        "primary_color": "#ff0000",
        "secondary_color": "#ff0000",
        "external_report_layout_id": layout["view_id"][0],
    }
    admin.call("res.company", "write", [other], values)
    companies = [world["company"], other]
    [user] = admin.call("res.users", "search", [("login", "=", "staff")])
    admin.call("res.users", "write", [user], {"company_ids": [(6, 0, companies)]})
    customers = admin.call(
        "res.partner",
        "create",
        [{"name": f"Of {company}", "company_id": company} for company in companies],
    )
    report = make_report(server, "fast.companies", ["<h2>MMMM</h2>"])
    slow, fast = (
        staff.print_ids(
            report, customers, allowed_company_ids=companies, report_pdf_fast_off=off
        )
        for off in (True, False)
    )
    check_same(fast, slow)
    [first, second] = pages_of(fast)
    assert "My Company" in first[0]
    assert "Crimson" in second[0]
    assert RED not in first[1]
    assert RED in second[1]


def test_a_folder_that_cannot_be_written(server, staff):
    """Without copies of the fonts, everything prints as before."""
    ids = staff.ids("invoice", ["en_US"])
    expected = check_both_ways(server, staff, REPORTS["invoice"], ids)
    folder = ODOO_DATA / "report_pdf_fast"
    aside = folder.with_name("report_pdf_fast_aside")
    folder.rename(aside)
    folder.write_text("no folder")
    try:
        before = server.log.count(FAST)
        found = staff.print_ids(REPORTS["invoice"], ids)
        assert server.log.count(FAST) == before
    finally:
        folder.unlink()
        aside.rename(folder)
    assert re.search("prints with .* because .* cannot be copied", server.log)
    check_same(found, expected)


def test_many_at_the_same_time(server, world):
    """Each gets their own documents."""
    staff = [Printer(server, world, "staff") for _number in range(4)]
    context = {"customer_document_lang_choice": "customer"}
    kinds = [("invoice", "en_US"), ("quotation", "ar_001"), ("invoice", "ar_001")]
    expected = [
        staff[0].print(kind, [lang], report_pdf_fast_off=True, **context)
        for kind, lang in kinds
    ]

    def print_all(printer):
        return [printer.print(kind, [lang], **context) for kind, lang in kinds * 2]

    before = server.log.count(FAST)
    with ThreadPoolExecutor(len(staff)) as pool:
        prints = list(pool.map(print_all, staff))
    # some more, where Odoo tries a request again
    assert server.log.count(FAST) >= before + len(staff) * len(kinds) * 2
    for printed in prints:
        for fast, slow in zip(printed, expected * 2, strict=True):
            check_same(fast, slow)
