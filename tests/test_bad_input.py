"""Bad input and bad luck on *New Customer*: a sentence, nothing lost, nothing twice."""

import random
import re
import string

import pytest

from devtools.browser import sign_in
from devtools.mailbox import links

MARKUP = '<b onmouseover="alert(1)">Bold</b><script>alert(2)</script>'
EMOJI = "Café 🦆👩‍👩‍👧 Ltd"
ARABIC = "شركة البط ‮Ltd"
SAVE = "**/web/dataset/call_kw/res.partner/web_save"


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("addon"))
    server.call("test.world.journey", "_make_company")
    return server


@pytest.fixture
def people(browser):
    """The context of one person's browser."""
    return browser.desktop()


@pytest.fixture
def page(server, people):
    """The backend, signed in as an administrator."""
    page = people.new_page()
    page.alerts = []
    page.on("dialog", lambda dialog: (page.alerts.append(dialog), dialog.dismiss()))
    sign_in(page, server.url, "admin", "admin")
    page.wait_for_selector(".o_action_manager > *")
    return page


def field(page, name):
    return page.locator(f".o_form_view .o_field_widget[name={name}]")


def fill(page, **values):
    for name, value in values.items():
        field(page, name).locator("input, textarea").first.fill(value)


def new_customer(page, server, **values):
    """Fill in *New Customer*, both boxes ticked."""
    page.goto(f"{server.url}/odoo/clients")
    page.locator(".o_list_button_add").click()
    fill(page, **values)
    for box in "grant_portal_access", "send_welcome_mail":
        field(page, box).locator("input").check()


def save(page):
    page.locator(".o_form_button_save:visible").click()


def wait_saved(page):
    page.wait_for_selector(
        ".o_form_status_indicator_buttons.invisible", state="attached"
    )
    page.wait_for_selector(".o_form_view .o_form_saved", state="attached")


def close_errors_of_others(page):
    """Close the dialogs in which Odoo tells what failed in the background.

    Without session or network, calls of the bus and of the chatter fail as well.
    """
    page.add_locator_handler(
        page.locator(".modal", has_text="Something went wrong"),
        # no click of the mouse: another dialog may lie above it
        lambda modal: modal.get_by_text("Close", exact=True).last.dispatch_event(
            "click"
        ),
    )


def found(server, *domain):
    """The customers there are, with what onboarding did for each."""
    return server.rpc().call(
        "res.partner",
        "search_read",
        list(domain),
        ["name", "email", "phone", "portal_access_state", "invitation_count"],
    )


def is_invited_once(server, email):
    [customer] = found(server, ("email", "=", email))
    return customer["portal_access_state"] == "invited" and (
        customer["invitation_count"] == 1
    )


def test_no_name(server, page):
    new_customer(page, server, email="nobody@example.com")
    save(page)
    page.locator(".o_notification", has_text="required").wait_for()
    assert "o_field_invalid" in field(page, "name").first.get_attribute("class")
    assert not found(server, ("email", "=", "nobody@example.com"))
    assert field(page, "email").locator("input").input_value() == "nobody@example.com"
    fill(page, name="Somebody")
    save(page)
    wait_saved(page)
    assert is_invited_once(server, "nobody@example.com")


def test_a_name_of_5000_letters(server, page):
    """Random ones: PostgreSQL's indexes hold longer ones if they repeat."""
    letters = random.Random(0).choices(string.ascii_letters, k=5000)
    name = "".join(letters)
    new_customer(page, server, name=name, email="long@example.com")
    save(page)
    refusal = page.locator(".modal", has_text="500 letters")
    refusal.wait_for()
    assert name[:30] in refusal.inner_text()
    refusal.locator(".modal-footer .btn-primary").click()
    assert not found(server, ("email", "=", "long@example.com"))
    assert field(page, "name").locator("input, textarea").input_value() == name
    assert field(page, "email").locator("input").input_value() == "long@example.com"
    fill(page, name=name[:500])
    save(page)
    wait_saved(page)
    assert is_invited_once(server, "long@example.com")


def test_two_emails_in_one_field(server, page):
    email = "one@example.com, two@example.com"
    new_customer(page, server, name="Two Emails", email=email)
    save(page)
    dialog = page.locator(".modal", has_text="several email addresses in one field")
    dialog.wait_for()
    assert "Two Emails has several email addresses" in dialog.inner_text()
    assert email in dialog.inner_text()
    assert not found(server, ("name", "=", "Two Emails"))
    dialog.locator(".modal-footer button").first.click()
    field(page, "email").locator("input").fill("one@example.com")
    save(page)
    wait_saved(page)
    assert is_invited_once(server, "one@example.com")


@pytest.mark.parametrize("name", [MARKUP, EMOJI, ARABIC], ids=["html", "emoji", "rtl"])
def test_names_are_shown_as_typed(server, page, people, name):
    email = f"typed.{len(name)}@example.com"
    new_customer(page, server, name=name, email=email)
    save(page)
    page.locator(".o_notification", has_text=name).wait_for()
    wait_saved(page)
    assert field(page, "name").locator("input, textarea").input_value() == name
    page.locator(".o_breadcrumb .o_back_button, .breadcrumb a").first.click()
    row = page.locator(".o_data_row", has_text=email)
    assert row.locator("td[name=complete_name]").inner_text() == name
    assert is_invited_once(server, email)
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    [mail] = [mail for mail in server.mailbox.wait() if email in mail["to"]]
    letter = people.new_page()
    letter.set_content(mail.get_body(("html",)).get_content())
    assert name in letter.locator("body").inner_text()
    [link] = [url for url in links(mail) if "/clients/welcome" in url]
    letter.goto(link)
    letter.wait_for_selector("input[name=password]")
    assert not page.alerts
    assert not letter.locator("b[onmouseover], script:has-text('alert(2)')").count()


def test_a_double_click_on_save(server, page):
    new_customer(page, server, name="Double Form", email="double1@example.com")
    page.locator(".o_form_button_save:visible").dblclick()
    wait_saved(page)
    assert is_invited_once(server, "double1@example.com")
    page.locator(".o_quick_insert").click()
    dialog = page.locator(".modal")
    dialog.locator("[name=name] input").fill("Double Dialog")
    dialog.locator("[name=email] input").fill("double2@example.com")
    for box in "grant_portal_access", "send_welcome_mail":
        dialog.locator(f"[name={box}] input").check()
    dialog.locator(".o_form_button_save").dblclick()
    dialog.wait_for(state="detached")
    assert is_invited_once(server, "double2@example.com")


def test_two_tabs(server, page, people):
    """What one tab saves, the other keeps; an invitation is sent by one of them."""
    [customer] = server.rpc().call(
        "res.partner", "create", [{"name": "Two Tabs", "email": "tabs@example.com"}]
    )
    other = people.new_page()
    for tab in page, other:
        tab.goto(f"{server.url}/odoo/clients/{customer}")
        field(tab, "name").first.wait_for()
    fill(page, phone="+1 555 0100")
    fill(other, email="other@example.com")
    for tab in page, other:
        save(tab)
        wait_saved(tab)
    [values] = found(server, ("id", "=", customer))
    assert values["phone"] == "+1 555 0100"
    assert values["email"] == "other@example.com"
    for tab in page, other:
        tab.reload()
        tab.locator("button[name=action_invite]:visible").wait_for()
    page.locator("button[name=action_invite]:visible").click()
    page.locator(".o_notification", has_text="other@example.com").wait_for()
    other.locator("button[name=action_invite]:visible").click()
    asked = other.locator(".modal", has_text="less than 10 minutes ago")
    asked.locator(".modal-footer button", has_text="Cancel").click()
    assert is_invited_once(server, "other@example.com")


def test_the_network_is_gone(server, page, people):
    close_errors_of_others(page)
    new_customer(page, server, name="Offline")
    people.set_offline(True)
    fill(page, email="offline@example.com")
    save(page)
    page.locator(".o_notification", has_text="Connection lost").wait_for()
    assert field(page, "name").locator("input, textarea").input_value() == "Offline"
    people.set_offline(False)
    save(page)
    wait_saved(page)
    assert is_invited_once(server, "offline@example.com")


@pytest.mark.parametrize("where", ["form", "dialog"])
def test_the_answer_to_save_gets_lost(server, page, where):
    """The server has saved it, and nobody knows."""
    name, email = f"Lost in the {where}", f"lost.{where}@example.com"
    if where == "form":
        new_customer(page, server, name=name, email=email)
    else:
        page.locator(".o_quick_insert").click()
        page.locator(".modal [name=name] input").fill(name)
        page.locator(".modal [name=email] input").fill(email)
        for box in "grant_portal_access", "send_welcome_mail":
            page.locator(f".modal [name={box}] input").check()

    def lose(route):
        route.fetch()
        route.abort()

    page.route(SAVE, lose)
    button = page.locator(
        f"{'.modal ' * (where == 'dialog')}.o_form_button_save:visible"
    )
    button.click()
    page.locator(".o_notification", has_text="Connection lost").wait_for()
    page.unroute(SAVE)
    assert is_invited_once(server, email)
    if where == "form":
        fill(page, phone="+1 555 0199")
    button.click()
    page.locator(".o_notification", has_text=name).wait_for()
    if where == "form":
        wait_saved(page)
        [customer] = found(server, ("email", "=", email))
        assert customer["phone"] == "+1 555 0199"
        assert re.search(rf"/clients/{customer['id']}\b", page.url)
    assert is_invited_once(server, email)


def test_the_session_has_expired(server, page, people):
    """It is noticed while typing; Odoo would reload the page."""
    close_errors_of_others(page)
    new_customer(page, server, name="Expired")
    people.clear_cookies()
    fill(page, email="expired@example.com")
    page.keyboard.press("Tab")
    dialog = page.locator(".modal", has_text="What you entered is still here")
    with people.expect_page() as opened:
        dialog.locator(".modal-footer .btn-primary").click()
    dialog.wait_for(state="detached")
    sign_in(opened.value, server.url, "admin", "admin")
    opened.value.wait_for_selector(".o_main_navbar")
    assert not found(server, ("name", "=", "Expired"))
    save(page)
    wait_saved(page)
    assert is_invited_once(server, "expired@example.com")
