"""The whole way of a customer: taken on by staff, mailed, signed in, restricted."""

import re
import time

import pytest

from devtools.browser import sign_in
from devtools.mailbox import links
from devtools.rpc import RpcError

PASSWORD = "a good Passw0rd"


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("addon"))
    server.call("test.world.journey", "_make_company")
    return server


@pytest.fixture
def staff_page(server, browser):
    """The backend, signed in as an administrator."""
    page = browser.desktop().new_page()
    sign_in(page, server.url, "admin", "admin")
    # the first screen, not the bar alone: its arrival closes open dialogs
    page.wait_for_selector(".o_action_manager > *")
    return page


def field(page, name):
    return page.locator(f".o_form_view .o_field_widget[name={name}]")


def open_tab(page, name):
    page.locator(f".o_notebook .nav-link[name={name}]").click()


def choose(page, name, text):
    """Pick an entry of a many2one or many2many field by typing."""
    field(page, name).locator("input").fill(text)
    page.locator(f".o-autocomplete--dropdown-item:has-text('{text}')").first.click()


def select(page, name, label):
    """Pick an entry of a selection field."""
    field(page, name).locator("input").click()
    page.locator(".o_select_menu_item", has_text=label).click()


def switch(page, area):
    """The switch of a portal area on the Permissions tab."""
    row = page.locator(".o_portal_area_toggles > div", has_text=area)
    return row.locator("input[type=checkbox]")


def save(page):
    page.locator(".o_form_button_save").click()
    page.wait_for_selector(
        ".o_form_status_indicator_buttons.invisible", state="attached"
    )


def new_customer(page, server, name):
    page.goto(f"{server.url}/odoo/clients")
    page.locator(".o_list_button_add").click()
    field(page, "name").locator("input, textarea").fill(name)


def test_the_whole_journey(server, staff_page, browser):
    server.mailbox.clear()
    new_customer(staff_page, server, "Boulangerie Martin")
    field(staff_page, "email").locator("input").fill("martin@example.com")
    choose(staff_page, "customer_group_ids", "Resellers")
    choose(staff_page, "property_sale_currency_id", "EUR")
    select(staff_page, "lang", "French / Français")
    open_tab(staff_page, "permissions")
    switch(staff_page, "Invoices").uncheck()
    field(staff_page, "grant_portal_access").locator("input").check()
    field(staff_page, "send_welcome_mail").locator("input").check()
    save(staff_page)
    staff = server.rpc()
    [customer] = staff.call(
        "res.partner",
        "search_read",
        [("name", "=", "Boulangerie Martin")],
        ["lang", "property_sale_currency_id", "customer_group_ids", "portal_area_ids"],
    )
    assert customer["lang"] == "fr_FR"
    assert customer["property_sale_currency_id"][1] == "EUR"
    assert len(customer["customer_group_ids"]) == 1
    values = {"move_type": "out_invoice", "partner_id": customer["id"]}
    values["invoice_line_ids"] = [[0, 0, {"name": "Farine", "price_unit": 12.5}]]
    invoice = staff.call("account.move", "create", [values])
    staff.call("account.move", "action_post", invoice)
    [posted] = staff.call("account.move", "read", invoice, ["name", "currency_id"])
    number, currency = posted["name"], posted["currency_id"][1]
    assert currency == "EUR"

    # the mail is French, and its link opens the password page
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    [mail] = server.mailbox.wait()
    assert "Boulangerie Martin" in mail["to"] and "martin@example.com" in mail["to"]
    assert mail["subject"] == "Bienvenue chez Northwind"
    [link] = [url for url in links(mail) if "/clients/welcome" in url]
    customer_page = browser.desktop(locale="de-DE").new_page()
    customer_page.goto(link)
    assert "Choisissez un mot de passe" in customer_page.content()
    customer_page.fill("input[name=password]", PASSWORD)
    customer_page.fill("input[name=confirm_password]", PASSWORD)
    customer_page.click("button[type=submit]")
    customer_page.wait_for_selector(".o_portal_my_home")

    # signed in, in French, without the invoices
    assert customer_page.url == f"{server.url}/fr/my"
    customer_page.wait_for_selector("text=Connexion & Sécurité")
    assert customer_page.locator("a[href*='/my/invoices']").count() == 0
    answer = customer_page.goto(f"{server.url}/my/invoices")
    assert answer.status == 403
    assert "Factures" in customer_page.locator("h3").inner_text()
    assert number not in customer_page.content()
    portal = server.rpc("martin@example.com", PASSWORD)
    assert portal.call("account.move", "search_read", [], ["name"]) == []

    # switched on again: the very next request shows them
    open_tab(staff_page, "permissions")
    switch(staff_page, "Invoices").check()
    save(staff_page)
    [found] = portal.call("account.move", "search_read", [], ["name"])
    assert found["name"] == number
    answer = customer_page.goto(f"{server.url}/my/invoices")
    assert answer.status == 200
    assert number in customer_page.content()
    customer_page.goto(f"{server.url}/my")
    customer_page.wait_for_selector("a[href*='/my/invoices']:visible")

    # the currency is locked, in the form and over RPC
    staff_page.reload()
    currency_field = field(staff_page, "property_sale_currency_id")
    assert "o_readonly_modifier" in currency_field.get_attribute("class")
    reason = field(staff_page, "sale_currency_lock_reason").inner_text()
    assert number in reason
    with pytest.raises(RpcError, match=f"Boulangerie Martin.*{re.escape(number)}"):
        staff.call(
            "res.partner",
            "write",
            customer["id"],
            {"property_sale_currency_id": False},
        )


def test_without_email_the_customer_is_saved(server, staff_page):
    server.mailbox.clear()
    new_customer(staff_page, server, "Sans Adresse")
    field(staff_page, "grant_portal_access").locator("input").check()
    field(staff_page, "send_welcome_mail").locator("input").check()
    staff_page.wait_for_selector("text=Enter an email address")
    save(staff_page)
    warning = staff_page.locator(".o_form_view .alert-warning").inner_text()
    assert "Sans Adresse has no valid email address" in warning
    field(staff_page, "email").locator("input").fill("sans@example.com")
    staff_page.locator("button[name=action_grant_portal_access]").click()
    staff_page.wait_for_selector(".o_form_view .alert-warning", state="detached")
    staff_page.locator("button[name=action_send_welcome_mail]:visible").click()
    staff_page.wait_for_selector(".oe_stat_button[name=action_view_invitations]")
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    [mail] = server.mailbox.wait()
    assert any("/clients/welcome" in url for url in links(mail))


@pytest.mark.parametrize("way", ["breadcrumb", "reload", "menu", "expand"])
def test_leaving_the_form_invites_nobody(server, staff_page, way):
    """The half-filled customer is kept, without access and without a mail."""
    name = f"Left by {way}"
    email = f"{way}@example.com"
    if way == "expand":
        staff_page.locator(".o_quick_insert").click()
        staff_page.locator(".modal [name=name] input").fill(name)
        staff_page.locator(".modal [name=email] input").fill(email)
        for box in "grant_portal_access", "send_welcome_mail":
            staff_page.locator(f".modal [name={box}] input").check()
        staff_page.locator(".modal .o_expand_button").click()
        staff_page.wait_for_selector(".o_form_view .o_notebook")
    else:
        new_customer(staff_page, server, name)
        field(staff_page, "email").locator("input").fill(email)
        for box in "grant_portal_access", "send_welcome_mail":
            field(staff_page, box).locator("input").check()
        leave(staff_page, way)
    staff = server.rpc()
    fields = ["portal_access_state", "invitation_count", "onboarding_issue"]
    domain = [("email", "=", email)]
    deadline = time.monotonic() + 20
    while not staff.call("res.partner", "search_count", domain):
        assert time.monotonic() < deadline, "leaving the form keeps the customer"
        time.sleep(0.2)
    [customer] = staff.call("res.partner", "search_read", domain, fields)
    assert customer["portal_access_state"] == "none"
    assert customer["invitation_count"] == 0
    assert not customer["onboarding_issue"]


def leave(page, way):
    """Leave a form that was not saved."""
    if way == "breadcrumb":
        page.locator(".o_breadcrumb .o_back_button, .breadcrumb a").first.click()
        page.wait_for_selector(".o_list_view")
    elif way == "menu":
        page.locator(".o_menu_brand").click()
        page.wait_for_selector(".o_list_view")
    else:
        page.reload()
        page.wait_for_selector(".o_main_navbar")


def test_quick_insert(server, staff_page):
    """The + of the top bar adds a customer from whatever screen."""
    staff_page.goto(f"{server.url}/odoo/discuss")
    staff_page.wait_for_selector(".o_action_manager > *")
    staff_page.locator(".o_quick_insert").click()
    dialog = staff_page.locator(".modal")
    dialog.locator("[name=name] input").fill("Vite Fait")
    dialog.locator("[name=email] input").fill("vite@example.com")
    dialog.locator("[name=grant_portal_access] input").check()
    dialog.locator(".o_form_button_save").click()
    notice = staff_page.locator(".o_notification", has_text="Vite Fait")
    notice.locator("button", has_text="Open").click()
    staff_page.wait_for_selector(".o_form_view [name=portal_area_ids], .o_notebook")
    [customer] = server.rpc().call(
        "res.partner",
        "search_read",
        [("name", "=", "Vite Fait")],
        ["portal_access_state", "is_company", "customer_rank"],
    )
    assert customer["portal_access_state"] == "granted"
    assert customer["is_company"] and customer["customer_rank"] == 1


def test_quick_insert_is_for_those_who_may_create(server, browser):
    server.rpc().call(
        "res.users",
        "create",
        {
            "name": "Reader",
            "login": "reader",
            "password": PASSWORD,
            "group_ids": [
                (
                    6,
                    0,
                    [
                        server.rpc().call(
                            "ir.model.data",
                            "check_object_reference",
                            "base",
                            "group_user",
                        )[1]
                    ],
                )
            ],
        },
    )
    page = browser.desktop().new_page()
    sign_in(page, server.url, "reader", PASSWORD)
    page.wait_for_selector(".o_main_navbar .o_user_menu")
    assert page.locator(".o_quick_insert").count() == 0
