"""The rights of their own, as their users meet them on the screen."""

import pytest

from devtools.browser import sign_in

PASSWORD = "a good Passw0rd"
ROLES = {
    "roleadmin": "customer_onboarding.group_admin",
    "rolesales": "sales_team.group_sale_salesman",
}


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("addon"))
    admin = server.rpc()
    for login, group in ROLES.items():
        groups = [
            admin.call(
                "ir.model.data",
                "search_read",
                [("module", "=", module), ("name", "=", name)],
                ["res_id"],
            )[0]["res_id"]
            for module, name in (group.split("."), ("base", "group_user"))
        ]
        admin.call(
            "res.users",
            "create",
            {
                "name": login.title(),
                "login": login,
                "password": PASSWORD,
                "group_ids": [(6, 0, groups)],
            },
        )
    return server


def open_customers(server, browser, login):
    page = browser.desktop().new_page()
    sign_in(page, server.url, login, PASSWORD)
    page.wait_for_selector(".o_action_manager > *")
    page.goto(f"{server.url}/odoo/clients")
    page.locator(".o_list_view").wait_for(timeout=120_000)
    return page


def test_a_salesperson_is_told_why_new_is_missing(server, browser):
    page = open_customers(server, browser, "rolesales")
    hint = page.locator(".o_customer_hint")
    assert "ask an administrator for the right" in hint.inner_text()
    assert "Customer Onboarding: User" in hint.inner_text()
    assert not page.locator(".o_list_button_add").count()
    assert not page.locator(".o_customer_panel").count()


def test_an_administrator_takes_the_first_steps(server, browser):
    page = open_customers(server, browser, "roleadmin")
    steps = page.locator(".o_customer_step")
    assert "Choose Policies" in steps.first.inner_text()
    assert steps.first.locator(".fa-circle-o").count()
    assert page.locator(".o_list_button_add").count()
    steps.first.get_by_role("button").click()
    dialog = page.locator(".modal")
    dialog.locator("#customer_reminder input").first.wait_for()
    titles = dialog.locator("h2").all_inner_texts()
    assert titles[0] == "New Customers"
    dialog.locator("#send_welcome_default input").first.check()
    dialog.locator(".modal-footer .btn-primary", has_text="Save").click()
    page.locator(".o_notification", has_text="The policies are saved").wait_for()
    steps.first.locator(".fa-check-circle").wait_for()
    [company] = server.rpc().call(
        *("res.company", "search_read"),
        [],
        ["customer_send_welcome_default"],
        limit=1,
        order="id",
    )
    assert company["customer_send_welcome_default"]

    # closed for the company, until it is taken up again
    page.goto(f"{server.url}/odoo/clients")
    page.get_by_label("Close the first steps").click()
    page.locator(".o_customer_panel").wait_for(state="detached")
    page.reload()
    page.locator(".o_list_view").wait_for()
    assert not page.locator(".o_customer_panel").count()


def test_an_administrator_s_domain_is_no_invalid_one(server, browser):
    """Who sets up areas need not have the right to read their documents."""
    page = open_customers(server, browser, "roleadmin")
    action = "action-customer_onboarding.portal_area_action"
    [area] = server.rpc().call(
        "portal.area", "search", [("code", "=", "quotations")], limit=1
    )
    page.goto(f"{server.url}/odoo/{action}/{area}")
    page.locator(".o_form_view [name=line_ids] .o_data_row td").first.click()
    domain = page.locator(".modal .o_field_widget[name=domain]")
    domain.locator(".o_portal_area_uncounted").wait_for()
    assert "Invalid domain" not in domain.inner_text()
