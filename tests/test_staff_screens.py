"""What staff meet in lists and forms: refusals, duplicates, and a long print."""

import re

import pytest

from devtools.pdf_content import pdf_text

INVOICES = 60  # more than one run of the PDF program prints


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("addon"))
    server.invoices = server.call("test.world.staff", "_make_invoices", INVOICES)
    return server


def choose_currency(page, cell, name):
    """Type a currency into a field of a form or a list, and pick it."""
    cell.locator("input").fill(name)
    page.locator(f".o-autocomplete--dropdown-item:has-text('{name}')").first.click()


def currency_of(server, name):
    """What is stored as the currency of a customer."""
    [values] = server.rpc().call(
        "res.partner",
        "search_read",
        [("name", "=", name)],
        ["property_sale_currency_id"],
    )
    return values["property_sale_currency_id"][1]


def test_many_customers_edited_at_once_meet_the_currency_lock(server, page):
    page.goto(f"{server.url}/odoo/clients")
    page.locator(".o_optional_columns_dropdown button").click()
    page.locator(".o-dropdown--menu label", has_text="Customer Currency").click()
    page.keyboard.press("Escape")

    def edit(names, currency):
        for name in names:
            row = page.locator(".o_data_row", has_text=name)
            row.locator(".o_list_record_selector input").check()
        cell = row.locator("[name=property_sale_currency_id]")
        cell.click()
        choose_currency(page, cell, currency)

    edit(["Bussard GmbH", "Curlew Ltd"], "USD")
    page.locator(".modal-footer .btn-primary", has_text="Update").click()
    refusal = page.locator(".modal", has_text="can no longer be changed")
    assert re.search(
        r"The currency of Bussard GmbH can no longer be changed because INV/2026/\d+ "
        r".*EUR",
        refusal.inner_text(),
    )
    # neither of them, not just the one that is not locked
    assert currency_of(server, "Bussard GmbH") == "EUR"
    assert currency_of(server, "Curlew Ltd") == "EUR"
    page.reload()
    edit(["Curlew Ltd"], "USD")
    page.locator(".o_data_row", has_text="Curlew Ltd").locator(
        "[name=property_sale_currency_id]", has_text="USD"
    ).wait_for()
    assert currency_of(server, "Curlew Ltd") == "USD"


def test_a_form_opened_before_the_first_invoice_meets_the_currency_lock(server, page):
    [customer] = server.rpc().call(
        "res.partner",
        "create",
        [{"name": "Dunlin Ltd", "customer_rank": 1}],
    )
    page.goto(f"{server.url}/odoo/clients/{customer}")
    field = page.locator(".o_form_view .o_field_widget[name=property_sale_currency_id]")
    choose_currency(page, field, "EUR")
    # a colleague is faster
    server.rpc().call("sale.order", "create", [{"partner_id": customer}])
    page.locator(".o_form_button_save").click()
    refusal = page.locator(".modal", has_text="can no longer be changed")
    assert re.search(
        r"The currency of Dunlin Ltd can no longer be changed because S\d+ is in USD",
        refusal.inner_text(),
    )
    refusal.locator(".modal-footer .btn-primary").click()
    page.locator(".o_form_button_cancel").click()
    page.reload()
    page.locator("button", has_text="Quotations and orders: 1").click()
    page.wait_for_selector(".o_list_view .o_data_row")
    assert "S0000" in page.locator(".o_list_view .o_data_row").inner_text()


def test_a_long_print_tells_how_far_it_is(server, page):
    names = server.invoices
    page.goto(f"{server.url}/odoo/action-account.action_move_out_invoice")
    page.locator(".o_list_view thead th", has_text="Number").click()
    page.wait_for_selector(f".o_data_row:first-child:has-text('{names[0]}')")
    page.locator(".o_list_view thead .o_list_record_selector input").check()
    page.locator(".o_cp_action_menus button", has_text="Print").click()
    with page.expect_download(timeout=120_000) as download:
        page.locator(".o-dropdown-item", has_text="Invoice PDF").click()
        # the words typed for the German customer are what is asked about
        dialog = page.locator(".modal", has_text="Print Language")
        assert "Feathers" in dialog.inner_text()
        dialog.locator("button[name=action_print]").click()
        for done in range(0, INVOICES, 25):
            page.wait_for_selector(f"text=Printed {done} of {INVOICES}…")
    assert download.value.suggested_filename.endswith(".pdf")
    pages = pdf_text(download.value.path().read_bytes()).split("\f")[:-1]
    assert [re.search(r"INV/2026/\d+", text).group() for text in pages] == names
    page.wait_for_selector(".o_blockUI", state="detached")


def count_customers(server, name):
    """How many customers there are of a name."""
    return server.rpc().call("res.partner", "search_count", [("name", "=", name)])


def test_a_duplicate_is_told_while_typing_and_opened(server, page):
    existing = server.rpc().call(
        "res.partner",
        "create",
        [{"name": "Dunlin GmbH", "is_company": True, "email": "Info@dunlin.example"}],
    )
    page.locator(".o_quick_insert").click()
    dialog = page.locator(".modal")
    dialog.locator("[name=name] input").fill("Dunlin again")
    assert not dialog.locator(".o_customer_duplicates").count()
    dialog.locator("[name=email] input").fill("INFO@DUNLIN.EXAMPLE")
    dialog.locator("[name=name] input").focus()
    warning = dialog.locator(".o_customer_duplicates")
    warning.wait_for()
    assert "Dunlin GmbH has the same email address." in warning.inner_text()
    warning.get_by_text("Open that one").click()
    page.wait_for_url(f"**/{existing[0]}*")
    page.locator(".o_form_view [name=name]").first.wait_for()
    assert not page.locator(".modal").count()
    assert page.locator("[name=email] input").first.input_value() == (
        "Info@dunlin.example"
    )
    # nothing was saved on the way
    assert count_customers(server, "Dunlin again") == 0


def test_new_customer_of_the_menu_leads_back_to_the_list(server, page):
    page.goto(f"{server.url}/odoo/clients")
    page.locator(".o_menu_sections").get_by_role("button", name="Customers").click()
    page.get_by_role("menuitem", name="New Customer").click()
    page.locator(".o_form_view .o_notebook").wait_for()
    assert page.url == f"{server.url}/odoo/clients/new"
    page.locator(".breadcrumb-item, .o_back_button", has_text="Customers").click()
    page.locator(".o_list_view .o_data_row").first.wait_for()
    assert page.url == f"{server.url}/odoo/clients"
