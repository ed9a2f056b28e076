"""Beside apps of Odoo and of the OCA that many companies have: the journey is the same.

With Odoo's, all of ours were installed last; with the OCA's, ours were there first.
"""

import pytest

from devtools.browser import sign_in
from devtools.mailbox import links
from devtools.rpc import RpcError

PASSWORD = "a good Passw0rd"
LANGS = {"beside": "en_US", "oca": "fr_FR"}
WELCOMES = {
    "beside": "Welcome to Northwind",
    "oca": "Bienvenue chez Northwind",
}
# whether a click at the beginning of an element meets it
ON_TOP = """element => {
    const box = element.getBoundingClientRect();
    return document.elementFromPoint(box.x + 20, box.y + box.height / 2) === element;
}"""
BOXES = ("grant_portal_access", "send_welcome_mail")
# what these apps add to the form of partners
ADDED = {
    "beside": {
        *("button action_view_opportunity", "field opportunity_count"),
        *("button action_view_pos_order", "field pos_order_count"),
        *("field barcode", "field website_id"),
    },
    "oca": {
        *("field stage_id", "field validation_status", "field review_ids"),
        *("field firstname", "field lastname"),
        *("field child_ids/field firstname", "field child_ids/field lastname"),
        *("page id_numbers", "field id_numbers"),
        *("field partner_delivery_id", "field partner_invoice_id"),
        *("field partner_contact_id", "field child_ids/field partner_invoice_id"),
    },
}
# and where a customer's form shows it
SHOWN = {
    "beside": ["button[name=action_view_opportunity]"],
    "oca": [
        ".o_statusbar_status:has-text('Active')",
        ".o_notebook .nav-link[name=id_numbers]",
        ".o_field_widget[name=partner_invoice_id]",
    ],
}


@pytest.fixture(scope="module", params=["beside", "oca"])
def world(request, odoo_db, odoo_server):
    """A server with the apps, and a company that takes on customers."""
    server = odoo_server(odoo_db(request.param))
    server.kind = request.param
    server.lang = LANGS[request.param]
    server.call("test.world.journey", "_make_company", server.lang)
    return server


@pytest.fixture(scope="module")
def forms(world):
    """What stands on the forms, as from `_read_forms`."""
    forms = world.call("test.world.beside", "_read_forms")
    return {
        key: value if key == "headers" else set(value) for key, value in forms.items()
    }


def test_what_they_add_to_the_form_is_on_ours(world, forms):
    assert not ADDED[world.kind] - forms["without"]
    assert not forms["without"] - forms["with"]
    assert not forms["without"] - forms["new"]
    assert forms["headers"] == [1, 1]


def test_the_model_takes_customers_on(world):
    made = world.call(
        "test.world.beside",
        "_take_on",
        {"currency": "EUR", "group": "Resellers", "lang": world.lang},
    )
    assert made["company"]["name"] == "Boulangerie Martin"
    assert made["person"]["name"] == "Ada Lovelace"
    for kind, customer in made.items():
        assert customer["is_company"] is (kind == "company")
        assert customer["access"] == "invited"
        assert not customer["issue"]
        assert customer["mails"] == 1
        assert customer["groups"] == ["Resellers"]
        assert customer["billing"] == "1 Billing Street"
        addresses = ["1 Billing Street", "2 Shipping Street", "EUR"]
        assert customer["invoice"] == customer["order"] == addresses


@pytest.fixture
def page(world, browser):
    """The backend, signed in as an administrator."""
    page = browser.desktop().new_page()
    sign_in(page, world.url, "admin", "admin")
    page.wait_for_selector(".o_action_manager > *")
    return page


def field(page, name):
    return page.locator(f".o_form_view .o_field_widget[name={name}]:visible").first


def select(page, name, label):
    """Pick an entry of a selection field."""
    field(page, name).locator("input").click()
    page.locator(".o_select_menu_item", has_text=label).click()


def test_the_journey(world, page, browser):
    """From New Customer to the customer's first page, as without these apps."""
    world.mailbox.clear()
    page.goto(f"{world.url}/odoo/clients")
    page.locator(".o_list_button_add").click()
    field(page, "name").locator("input, textarea").fill("Vite Fait")
    field(page, "email").locator("input").fill("vite@example.com")
    for box in BOXES:
        field(page, box).locator("input").check()
    if world.lang != "en_US":
        select(page, "lang", "French / Français")
    page.locator(".o_form_button_save:visible").click()
    page.locator(".o_notification", has_text="Vite Fait").wait_for()
    for shown in SHOWN[world.kind]:
        assert page.locator(f".o_form_view {shown}").first.is_visible(), shown
    assert field(page, "portal_access_state").inner_text()
    [customer] = world.rpc().call(
        "res.partner",
        "search_read",
        [("email", "=", "vite@example.com")],
        ["name", "is_company", "portal_access_state", "onboarding_issue"],
    )
    del customer["id"]
    assert customer == {
        "name": "Vite Fait",
        "is_company": True,
        "portal_access_state": "invited",
        "onboarding_issue": False,
    }
    mail = welcome_mail(world, "vite@example.com")
    assert mail["subject"] == WELCOMES[world.kind]
    sign_up(browser, mail)
    assert access_state(world, "vite@example.com") == "active"


def welcome_mail(world, email):
    """The welcome mail to a customer; those to others leave with it."""
    world.run_cron("mail.ir_cron_mail_scheduler_action")
    [mail] = [mail for mail in world.mailbox.wait() if email in mail["to"]]
    return mail


def sign_up(browser, mail):
    """Follow the link of a welcome mail, choose a password, land on the portal."""
    [link] = [url for url in links(mail) if "/clients/welcome" in url]
    page = browser.desktop().new_page()
    page.goto(link)
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=confirm_password]", PASSWORD)
    with page.expect_navigation():
        page.click("form[action*='/clients/welcome'] button[type=submit]")
    page.wait_for_selector(".o_portal_my_home")


def access_state(world, email):
    [customer] = world.rpc().call(
        "res.partner", "search_read", [("email", "=", email)], ["portal_access_state"]
    )
    return customer["portal_access_state"]


def test_quick_insert(world, page):
    """The + is in the bar of every client, and its dialog saves."""
    page.locator(".o_quick_insert").click()
    dialog = page.locator(".modal")
    dialog.locator("[name=name] input").fill("Encore Plus")
    dialog.locator("[name=email] input").fill("encore@example.com")
    dialog.locator("[name=grant_portal_access] input").check()
    dialog.locator(".o_form_button_save").click()
    page.locator(".o_notification", has_text="Encore Plus").wait_for()
    [customer] = world.rpc().call(
        "res.partner",
        "search_read",
        [("email", "=", "encore@example.com")],
        ["name", "portal_access_state"],
    )
    assert customer["name"] == "Encore Plus"
    assert customer["portal_access_state"] == "granted"


@pytest.mark.parametrize("world", ["beside"], indirect=True)
def test_the_search_for_suggestions_covers_no_field(world, page):
    """`partner_autocomplete` asks a service about the name; what it finds may."""
    asked = []
    page.route(
        "**/res.partner/autocomplete_by_name*", lambda route: asked.append(route)
    )
    page.locator(".o_quick_insert").click()
    dialog = page.locator(".modal")
    name, email = (dialog.locator(f"[name={name}] input") for name in ("name", "email"))
    name.press_sequentially("Encore")
    dialog.locator("[name=name] .o_loading").wait_for(state="attached")
    assert email.evaluate(ON_TOP)
    found = [{"name": "Encore Ltd", "duns": "1", "city": "Leeds", "country_id": {}}]
    asked[-1].fulfill(json={"id": 1, "jsonrpc": "2.0", "result": found})
    dialog.get_by_text("Encore Ltd").wait_for()
    assert not email.evaluate(ON_TOP)


@pytest.mark.parametrize("world", ["oca"], indirect=True)
def test_default_addresses_of_the_oca_are_honoured(world):
    """Those that `partner_contact_address_default` lets staff choose come first."""
    made = world.call("test.world.beside", "_choose_default_addresses")
    assert made["invoice"][:2] == made["order"][:2] == ["5 Chosen Street", "6 Dock"]


@pytest.mark.parametrize("world", ["oca"], indirect=True)
def test_customers_that_wait_for_validation_are_not_invited(world):
    """`partner_tier_validation` forbids to change them; staff are told why."""
    staff = world.rpc()
    waiting, nobody, free = (
        staff.call("res.partner", "create", {"name": name, "email": email})
        for name, email in (
            ("Waiting", "waiting@example.com"),
            ("Nobody", False),
            ("Free", "free@example.com"),
        )
    )
    world.call("test.world.beside", "_ask_for_validation", [waiting, nobody])
    for customer in waiting, nobody:
        with pytest.raises(RpcError, match="under validation"):
            staff.call("res.partner", "write", [customer], {"ref": "L"})
    # what went wrong cannot be written on them, either
    notice = staff.call("res.partner", "action_invite", [nobody])
    assert "Nobody has no valid email address" in notice["params"]["message"]
    notice = staff.call("res.partner", "action_invite", [waiting])
    assert "under validation" in notice["params"]["message"]
    staff.call("res.partner", "action_invite", [waiting, free])
    assert access_state(world, "waiting@example.com") == "none"
    assert access_state(world, "free@example.com") == "invited"


@pytest.mark.parametrize("world", ["oca"], indirect=True)
def test_customers_that_wait_for_validation_open_the_account(world, browser):
    """Who was invited before keeps the link; what has to be approved is not touched."""
    staff = world.rpc()
    world.mailbox.clear()
    [asked] = staff.call(
        "res.partner", "create", [{"name": "Asked", "email": "asked@example.com"}]
    )
    staff.call("res.partner", "action_invite", [asked])
    world.call("test.world.beside", "_ask_for_validation", [asked])
    sign_up(browser, welcome_mail(world, "asked@example.com"))
    assert access_state(world, "asked@example.com") == "active"
    with pytest.raises(RpcError, match="under validation"):
        staff.call("res.partner", "write", [asked], {"ref": "L"})
