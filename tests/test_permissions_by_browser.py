"""Staff set the portal permissions of many customers in one dialog."""

import pytest

from devtools.browser import sign_in


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    return odoo_server(odoo_db("addon"))


@pytest.fixture(scope="module")
def areas(server):
    """The ids of two areas, by their code."""
    found = server.rpc().call(
        "portal.area", "search_read", [("code", "in", ["invoices", "orders"])], ["code"]
    )
    return {area["code"]: area["id"] for area in found}


def make_customers(server, names, off, **values):
    """Create customers, with areas that are off."""
    return server.rpc().call(
        "res.partner",
        "create",
        [
            {"name": name, "is_company": True, "portal_off_area_ids": [(6, 0, off)]}
            | values
            for name in names
        ],
    )


def off_of(server, ids):
    """The areas that are off for customers."""
    found = server.rpc().call("res.partner", "read", ids, ["portal_off_area_ids"])
    return [set(values["portal_off_area_ids"]) for values in found]


def choice(dialog, area, label):
    """One of the three choices of an area."""
    return dialog.get_by_role("radiogroup", name=area, exact=True).get_by_role(
        "radio", name=label
    )


def choose(dialog, area, label):
    """Click a choice as a person does: on its text."""
    dialog.get_by_role("radiogroup", name=area, exact=True).locator(
        "label", has_text=label
    ).click()


def test_many_customers_from_the_list(server, page, areas):
    invoices, orders = areas["invoices"], areas["orders"]
    names = ["Gadwall Ltd", "Garganey Ltd"]
    ids = make_customers(server, names[:1], [orders])
    ids += make_customers(server, names[1:], [])
    page.goto(f"{server.url}/odoo/clients")
    # the first list of a server waits for what it loads late
    page.locator(".o_data_row").first.wait_for(timeout=120_000)
    for name in names:
        row = page.locator(".o_data_row", has_text=name)
        row.locator(".o_list_record_selector input").check()
    page.locator(".o_cp_action_menus button", has_text="Actions").click()
    page.locator(".o-dropdown-item", has_text="Set Portal Permissions").click()
    dialog = page.locator(".modal")
    choose(dialog, "Orders", "May use")
    dialog.get_by_text("Customers that change: 1 of 2").wait_for()
    choose(dialog, "Invoices", "May not use")
    dialog.get_by_text("Customers that change: 2 of 2").wait_for()
    group = dialog.get_by_role("radiogroup", name="Orders", exact=True)
    assert "1 of 2 may use it now" in group.inner_text()
    assert choice(dialog, "Orders", "May use").is_checked()
    assert choice(dialog, "Invoices", "May not use").is_checked()
    assert choice(dialog, "Quotations", "Leave as it is").is_checked()
    # somebody changes their mind
    choose(dialog, "Invoices", "Leave as it is")
    dialog.get_by_text("Customers that change: 1 of 2").wait_for()
    choose(dialog, "Invoices", "May not use")
    dialog.get_by_text("Customers that change: 2 of 2").wait_for()
    dialog.locator("button[name=action_apply]").click()
    notification = page.locator(".o_notification", has_text="portal permissions")
    assert "changed: 2 of 2" in notification.inner_text()
    assert off_of(server, ids) == [{invoices}, {invoices}]


def test_the_customers_of_a_group_on_a_phone(server, browser, areas):
    rpc = server.rpc()
    [group] = rpc.call("customer.group", "create", [{"name": "Dabbling Ducks"}])
    ids = make_customers(
        server, ["Pintail Ltd"], [], customer_group_ids=[(6, 0, [group])]
    )
    page = browser.phone().new_page()
    sign_in(page, server.url, "admin", "admin")
    page.wait_for_selector(".o_main_navbar")
    page.goto(
        f"{server.url}/odoo/action-customer_onboarding.customer_group_action/{group}"
    )
    page.wait_for_selector(".o_form_view")
    button = page.locator("button[name=action_set_permissions]:visible")
    if not button.count():
        page.locator(".o_statusbar_buttons .dropdown-toggle").first.click()
    button.first.click()
    dialog = page.locator(".modal")
    choose(dialog, "Orders", "May not use")
    dialog.get_by_text("Customers that change: 1 of 1").wait_for()
    # no part of a choice is outside of the screen
    for label in dialog.locator(".o_portal_area_choices label").all():
        box = label.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]
    dialog.locator("button[name=action_apply]").click()
    page.locator(".o_notification", has_text="changed: 1 of 1").wait_for()
    assert off_of(server, ids) == [{areas["orders"]}]


def test_a_very_long_name_leaves_room_to_the_others(server, page):
    long_name = "Mergansers and more " * 95
    make_customers(server, [long_name], [], email="merganser@example.com")
    page.goto(f"{server.url}/odoo/clients")
    row = page.locator(".o_data_row", has_text="Mergansers and more")
    name = row.locator("td[name=complete_name]")
    assert name.get_attribute("data-tooltip") == long_name.strip()
    widths = {
        cell.get_attribute("name"): cell.bounding_box()["width"]
        for cell in row.locator("td[name]").all()
    }
    assert widths["email"] > 150
    assert widths["complete_name"] < 500
    # the order is told by the arrow of a column
    assert page.locator("th[data-name=complete_name] .fa-sort-asc").count()
    page.locator(".o_switch_view.o_kanban").click()
    card = page.locator(".o_kanban_record", has_text="Mergansers and more")
    assert card.bounding_box()["height"] < 250
    assert card.locator(f"[title='{long_name.strip()}']").count()
