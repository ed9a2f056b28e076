"""axe-core on the pages of staff: nothing serious or critical is in our own parts.

A page holds much that Odoo renders in any view: its menus, its search bar, the boxes
that select rows, its widgets. These nodes are told apart by their selectors (ODOO), and
are listed in the report of the test, not failed.
"""

import pytest
from axe import serious_nodes

from devtools.browser import sign_in

# what Odoo's own templates render, whatever the view around it
ODOO = ", ".join(
    [
        "html",
        ".o_main_navbar",
        ".o_control_panel",
        ".o-mail-Chatter",
        ".o_list_record_selector",
        ".o_optional_columns_dropdown",
        ".o_notebook_headers",
        ".o_tag",
        ".o-autocomplete--input",
        ".o_select_menu_input",
        ".o_field_statusbar",
        ".o_colorlist, .o_field_color_picker",
        ".o_field_boolean .form-check-input:disabled",
        # fields of other apps
        "[name=peppol_endpoint]",
        ".o_technical_modal",
        # the tabs of Settings, and the help that Odoo writes below each of them
        ".settings_tab",
        ".o_setting_right_pane > .text-muted",
        ".dropdown-toggle",
    ]
)
LANGS = ["en_US", "ar_001"]
ADMIN = 2  # the user's id
ACTION = "/odoo/action-customer_onboarding."
ROW, CARD, FORM = ".o_data_row", ".o_kanban_record", ".o_form_view"
# name: address, what to click then, and what is there when the page is
PAGES = {
    "list": ("/odoo/clients", [], ROW),
    "kanban": ("/odoo/clients", [".o_switch_view.o_kanban"], CARD),
    "form": ("/odoo/clients/{customer}", [], FORM),
    "permissions": (
        *("/odoo/clients/{customer}", [".nav-link[name=permissions]"]),
        ".o_portal_area_toggles .form-check-input",
    ),
    "value": (
        *("/odoo/clients/{customer}", [".nav-link[name=customer_value]"]),
        ".o_customer_value td button",
    ),
    "new customer": ("/odoo/clients/new", [], FORM),
    "quick dialog": ("/odoo/clients", [".o_quick_insert"], ".modal .o_form_view"),
    "invitations": (f"{ACTION}customer_invitation_action", [], ROW),
    "groups": (f"{ACTION}customer_group_action", [], ROW),
    "cards of groups": (
        *(f"{ACTION}customer_group_action", [".o_switch_view.o_kanban"], CARD),
    ),
    "group": (f"{ACTION}customer_group_action/{{group}}", [], FORM),
    "permissions of a group": (
        f"{ACTION}customer_group_action/{{group}}",
        ["button[name=action_set_permissions]"],
        ".o_portal_area_choices label",
    ),
    "settings": (f"{ACTION}res_config_settings_action", [], ".o_setting_container"),
}


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("addon"))
    server.call("test.world", "_load_languages", LANGS)
    rpc = server.rpc()
    [group] = rpc.call("customer.group", "create", [{"name": "Terns", "color": 1}])
    customers = rpc.call(
        "res.partner",
        "create",
        [
            {
                "name": name,
                "is_company": True,
                "email": f"{name.split()[0].lower()}@example.com",
                "customer_group_ids": [(6, 0, [group])],
            }
            for name in ("Sandwich Ltd", "Roseate Ltd")
        ],
    )
    rpc.call("res.partner", "action_invite", customers[:1])
    server.ids = {"group": group, "customer": customers[0]}
    return server


@pytest.fixture
def page(server, browser, lang):
    """The backend, signed in as an administrator who reads a language."""
    server.rpc().call("res.users", "write", ADMIN, {"lang": lang})
    page = browser.desktop().new_page()
    sign_in(page, server.url, "admin", "admin")
    page.wait_for_selector(".o_main_navbar")
    return page


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious_is_ours(server, page, name, lang):
    address, clicks, there = PAGES[name]
    page.goto(server.url + address.format_map(server.ids))
    page.wait_for_selector(".o_view_controller")
    for selector in clicks:
        page.locator(selector).first.click()
    page.locator(there).first.wait_for()
    nodes = serious_nodes(page, ODOO)
    own = nodes["odoo"]
    print(f"{name}: {len(own)} serious or critical nodes of Odoo's own", *own, sep="\n")
    # no empty promise: axe has run, and Odoo's pages have such nodes
    assert own
    assert nodes["ours"] == []
