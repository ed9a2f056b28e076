"""A customer goes on in another currency, and the padlock, as staff meet them."""

import re

import pytest
from playwright.sync_api import expect

from devtools.browser import sign_in


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("addon"))
    server.call("test.world.staff", "_make_invoices", 2)
    return server


def find(server, model, domain, field):
    """The value of a field of the one record that a search finds."""
    [values] = server.rpc().call(model, "search_read", domain, [field])
    return values[field]


def open_customer(server, page, customer_id):
    sign_in(page, server.url, "admin", "admin")
    page.wait_for_selector(".o_action_manager > *")
    page.goto(f"{server.url}/odoo/clients/{customer_id}")
    page.locator(".o_form_view .o_field_widget[name=lang]").wait_for(timeout=60_000)


def open_dialog(page):
    page.locator("button[name=action_continue_currency]").click()
    dialog = page.locator(".modal:has(.o_field_widget[name=currency_id])")
    dialog.locator(".o_field_widget[name=currency_id] input").wait_for()
    return dialog


def choose_currency(page, dialog, name):
    dialog.locator(".o_field_widget[name=currency_id] input").fill(name)
    page.locator(f".o-autocomplete--dropdown-item:has-text('{name}')").first.click()


def test_continue_in_another_currency(server, browser):
    customer = find(server, "res.partner", [("name", "=", "Albatross Ltd")], "id")
    server.rpc().call(
        "res.partner", "create", [{"name": "Alma", "parent_id": customer}]
    )
    page = browser.desktop().new_page()
    open_customer(server, page, customer)
    dialog = open_dialog(page)
    assert dialog.locator(".o_field_widget[name=contact_ids]").inner_text() == (
        "Albatross Ltd, Alma"
    )
    choose_currency(page, dialog, "USD")
    name = dialog.locator(".o_field_widget[name=name] input")
    expect(name).to_have_value("Albatross Ltd (USD)")  # after the currency's onchange
    assert dialog.locator("[name=copied_contacts]").is_visible()
    dialog.get_by_role("radio", name="Move them").check()
    dialog.locator("[name=moved_contacts]").wait_for()
    dialog.get_by_role("radio", name="Copy them").check()
    dialog.get_by_role("button", name="Create Customer").click()

    # the new customer opens, and leads back to the former one
    notice = page.locator(".o_notification", has_text="continues Albatross Ltd in USD")
    notice.wait_for()
    page.locator(".o_field_widget[name=currency_sibling_text]").wait_for()
    new = find(server, "res.partner", [("name", "=", "Albatross Ltd (USD)")], "id")
    assert re.search(rf"/{new}(\?|$)", page.url)
    link = page.locator("button[name=action_view_currency_siblings]")
    assert link.inner_text() == "Also in EUR: Albatross Ltd"
    note = page.locator(".o-mail-Message", has_text="Continues Albatross Ltd in USD.")
    note.wait_for()
    assert (
        find(server, "res.partner", [("parent_id", "=", new)], "complete_name")
        == "Albatross Ltd (USD), Alma"
    )
    link.click()
    back = page.locator(
        "button[name=action_view_currency_siblings]",
        has_text="Also in USD: Albatross Ltd (USD)",
    )
    back.wait_for()

    # a second time, the dialog offers the one that is there
    dialog = open_dialog(page)
    choose_currency(page, dialog, "USD")
    dialog.locator("[name=sibling]", has_text="exists in that currency").wait_for()
    assert not dialog.get_by_role("button", name="Create Customer").is_visible()
    dialog.get_by_role("button", name="Open That Customer").click()
    link.filter(has_text="Also in EUR: Albatross Ltd").wait_for()


@pytest.mark.parametrize(("device", "size"), [("desktop", 32), ("phone", 44)])
def test_padlock(server, browser, device, size):
    customer = find(server, "res.partner", [("name", "=", "Bussard GmbH")], "id")
    page = getattr(browser, device)().new_page()
    open_customer(server, page, customer)
    reason = page.locator(".o_field_widget[name=language_lock_reason]")
    unlock = page.get_by_role("button", name="Unlock the language")
    lock = page.get_by_role("button", name="Lock the language", exact=True)
    unlock.wait_for()
    assert "INV/" in reason.inner_text()
    box = unlock.bounding_box()
    assert box["width"] >= size and box["height"] >= size

    def told(text):
        notice = page.locator(".o_notification", has_text=text)
        notice.wait_for()
        notice.locator(".o_notification_close").click()

    unlock.click()
    told("The language of Bussard GmbH is unlocked.")
    lock.wait_for()
    # still on the record
    assert f"/{customer}" in page.url
    lock.click()
    told("The language of Bussard GmbH is locked.")
    unlock.wait_for()
    # and the invoice is named again
    assert re.search(r"INV/2026/\d+ would lock it", reason.inner_text())
    assert f"/{customer}" in page.url
    server.rpc().call("res.partner", "write", [customer], {"language_lock": False})
