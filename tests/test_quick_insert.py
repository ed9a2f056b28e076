"""Quick Insert: the short form of a new customer, by keys and from documents."""

import pytest

from devtools.browser import sign_in
from devtools.rpc import RpcError

PASSWORD = "a good Passw0rd"
BOXES = ("customer_grant_access_default", "customer_send_welcome_default")
QUOTATIONS = "sale.action_quotations_with_onboarding"
INVOICES = "account.action_move_out_invoice_type"
BILLS = "account.action_move_in_invoice_type"


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("addon"))
    server.call("test.world.journey", "_make_company")
    # as they are where mail was set up before the installation
    server.rpc().call("res.company", "write", 1, dict.fromkeys(BOXES, True))
    return server


def find(server, name):
    """The customers of a name, as dicts."""
    fields = ["email", "phone", "is_company", "customer_rank", "portal_access_state"]
    return server.rpc().call(
        "res.partner", "search_read", [("name", "=", name)], fields
    )


def field(dialog, name):
    return dialog.locator(f"[name={name}] input")


def open_dialog(page):
    """Press the hotkey of the +; return the dialog, ready to type the name."""
    page.keyboard.press("Alt+Shift+N")
    dialog = page.locator(".modal")
    field(dialog, "name").wait_for()
    wait_for_focus(page, "name")
    return dialog


def wait_for_focus(page, name):
    page.wait_for_function(
        f"document.activeElement.closest('.modal [name={name}]') !== null"
    )


@pytest.mark.parametrize("keys", ["Alt+S", "Control+Enter"])
def test_saved_by_keys_alone(server, page, keys):
    """Type, go to the next field, save: the customer is invited."""
    name = f"Keys {keys}"
    email = f"{keys.lower().replace('+', '.')}@example.com"
    dialog = open_dialog(page)
    page.keyboard.insert_text(name)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(email)
    page.keyboard.press("Tab")
    page.keyboard.insert_text("+32 2 290 34 90")
    page.keyboard.press(keys)
    dialog.wait_for(state="detached")
    notice = page.locator(".o_notification", has_text=name)
    assert f"{name} was invited at {email}." in notice.inner_text()
    [customer] = find(server, name)
    assert customer["email"] == email
    assert customer["phone"] == "+32 2 290 34 90"
    assert customer["is_company"] and customer["customer_rank"] == 1
    assert customer["portal_access_state"] == "invited"


def test_the_hotkeys_are_shown(page):
    dialog = open_dialog(page)
    buttons = {
        button.inner_text().removesuffix(hint): hint
        for button in dialog.locator(".modal-footer button").all()
        for hint in button.locator(".o_hotkey_hint").all_inner_texts()
    }
    assert {name.strip(): hint for name, hint in buttons.items()} == {
        "Save": "Alt+S",
        "Save and Open": "Alt+O",
        "Save and New": "Alt+N",
        "Discard": "Esc",
    }
    hint = dialog.locator(".o_quick_insert_hint").inner_text()
    assert hint.split() == ["Ctrl+Enter", "saves,", "too"]


def test_a_name_with_its_address_fills_both_fields(server, page):
    dialog = open_dialog(page)
    page.keyboard.insert_text("Ada Lovelace <Ada@Lovelace.example>")
    page.keyboard.press("Alt+S")
    dialog.wait_for(state="detached")
    [customer] = find(server, "Ada Lovelace")
    assert customer["email"] == "ada@lovelace.example"
    assert customer["portal_access_state"] == "invited"


def test_save_and_new_goes_on_with_an_empty_form(server, page):
    dialog = open_dialog(page)
    dialog.locator("[name=company_type] label", has_text="Person").click()
    field(dialog, "name").fill("First of Two")
    field(dialog, "email").fill("first@two.example")
    page.keyboard.press("Alt+N")
    page.locator(".o_notification", has_text="First of Two was invited").wait_for()
    wait_for_focus(page, "name")
    assert field(dialog, "name").input_value() == ""
    assert field(dialog, "email").input_value() == ""
    assert field(dialog, "send_welcome_mail").is_checked()
    page.keyboard.insert_text("Second of Two")
    field(dialog, "send_welcome_mail").uncheck()
    field(dialog, "grant_portal_access").uncheck()
    page.keyboard.press("Alt+S")
    dialog.wait_for(state="detached")
    assert not find(server, "First of Two")[0]["is_company"]
    [second] = find(server, "Second of Two")
    assert second["is_company"] and second["portal_access_state"] == "none"


def test_save_and_open_leads_to_the_whole_form(server, page):
    dialog = open_dialog(page)
    page.keyboard.insert_text("To Be Opened")
    dialog.get_by_role("button", name="Save and Open").click()
    form = page.locator(".o_form_view .o_notebook")
    form.wait_for()
    assert not dialog.count()
    [customer] = find(server, "To Be Opened")
    assert f"/clients/{customer['id']}" in page.url


def test_escape_asks_when_something_was_typed(server, page):
    dialog = open_dialog(page)
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")

    dialog = open_dialog(page)
    page.keyboard.insert_text("Half Typed")
    page.keyboard.press("Escape")
    question = page.locator(".modal", has_text="Discard this customer?")
    question.wait_for()
    assert "Nothing of what you typed is saved yet." in question.inner_text()
    page.keyboard.press("Escape")
    question.wait_for(state="detached")
    wait_for_focus(page, "name")  # the form's keys count again
    assert field(dialog, "name").input_value() == "Half Typed"
    # by its own button, because Escape may close the suggestions of the name first
    dialog.locator(".modal-footer .o_form_button_cancel").first.click()
    page.wait_for_function("!document.querySelector('.modal')")
    assert not find(server, "Half Typed")


def test_a_refusal_keeps_what_was_typed(server, page):
    dialog = open_dialog(page)
    page.keyboard.press("Alt+S")
    page.locator(".o_notification", has_text="Missing required fields").wait_for()
    field(dialog, "name").fill("Twice")
    field(dialog, "email").fill("twice@example.com")
    dialog.locator(".o_form_button_save").dblclick()
    dialog.wait_for(state="detached")
    assert len(find(server, "Twice")) == 1


def test_the_menu_beside_it_makes_documents(page):
    page.locator(".o_quick_insert_more").click()
    entries = page.locator(".o-dropdown--menu .o-dropdown-item")
    entries.first.wait_for()
    assert entries.all_inner_texts() == ["New Quotation", "New Invoice"]
    entries.last.click()
    page.locator(".o_form_view [name=invoice_line_ids]").first.wait_for()
    page.keyboard.press("Control+K")
    page.keyboard.insert_text("New Quot")
    page.locator(".o_command", has_text="New Quotation").click()
    page.locator(".o_form_view [name=order_line]").first.wait_for()


def test_documents_are_for_those_who_may_make_them(server, browser):
    admin = server.rpc()
    groups = [
        admin.call(
            "ir.model.data",
            "search_read",
            [("module", "=", module), ("name", "=", name)],
            ["res_id"],
        )[0]["res_id"]
        for module, name in (
            ("base", "group_user"),
            ("customer_onboarding", "group_user"),
        )
    ]
    admin.call(
        "res.users",
        "create",
        {
            "name": "Clerk",
            "login": "clerk",
            "password": PASSWORD,
            "group_ids": [(6, 0, groups)],
        },
    )
    with pytest.raises(RpcError):
        server.rpc("clerk", PASSWORD).call("sale.order", "create", [{"partner_id": 1}])
    page = browser.desktop().new_page()
    sign_in(page, server.url, "clerk", PASSWORD)
    page.locator(".o_quick_insert").wait_for()
    assert not page.locator(".o_quick_insert_more").count()


@pytest.mark.parametrize("action", [QUOTATIONS, INVOICES])
def test_customer_fields_of_documents_open_the_short_form(server, page, action):
    name = f"Typed in {action}"
    page.goto(f"{server.url}/odoo/action-{action}/new")
    customer = page.locator(".o_form_view [name=partner_id] input").first
    customer.fill(name)
    page.locator(".o-autocomplete--dropdown-item", has_text="Create and edit").click()
    dialog = page.locator(".modal")
    assert field(dialog, "name").input_value() == name
    assert dialog.locator("[name=send_welcome_mail]").count() == 1
    assert not dialog.locator(".o_notebook").count()
    assert not dialog.locator(".o_form_button_save_new").count()
    email = f"{action.lower()}@example.com"
    field(dialog, "email").fill(email)
    page.keyboard.press("Alt+S")
    dialog.wait_for(state="detached")
    notice = page.locator(".o_notification", has_text=f"{name} was invited at {email}.")
    notice.wait_for()
    assert not notice.locator("button", has_text="New Quotation").count()
    assert customer.input_value() == name
    [partner] = find(server, name)
    assert partner["customer_rank"] == 1 and partner["is_company"]
    assert partner["portal_access_state"] == "invited"


def test_bills_keep_odoo_s_form_of_vendors(server, page):
    page.goto(f"{server.url}/odoo/action-{BILLS}/new")
    vendor = page.locator(".o_form_view [name=partner_id] input").first
    vendor.fill("A Vendor")
    page.locator(".o-autocomplete--dropdown-item", has_text="Create and edit").click()
    dialog = page.locator(".modal")
    dialog.locator(".o_notebook").wait_for()
    assert not dialog.locator("[name=send_welcome_mail]").count()
