"""Languages as people meet them: a customer of each, and staff at the padlock."""

import re

import polib
import pytest

from devtools.browser import sign_in, wait_for_scripts
from devtools.mailbox import links
from devtools.paths import ADDON, ROOT

PASSWORD = "a good Passw0rd"
# code: (file of the translations, direction, prefix of the portal's pages)
CODES = {
    "en_US": (None, "ltr", ""),
    "fr_FR": ("fr", "ltr", "/fr"),
    "de_DE": ("de", "ltr", "/de"),
    "ar_001": ("ar", "rtl", "/ar"),
    "ja_JP": ("ja", "ltr", "/ja"),
}


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("addon"))
    server.call("test.world.journey", "_welcome_customers", list(CODES))
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    return server


@pytest.fixture(scope="module")
def mails(server):
    """The welcome mails, by the address they went to."""
    found = {}
    for mail in server.mailbox.wait(len(CODES)):
        found[re.search(r"[\w.]+@example\.com", mail["to"]).group()] = mail
    return found


def translated(language, text):
    """What a text of the addon is in one of its languages, None being English."""
    if not language:
        return text
    path = ROOT / ADDON / "i18n" / f"{language}.po"
    return polib.pofile(str(path)).find(text).msgstr


def assert_page(response, code, texts=()):
    """The HTML as it came: its language, its direction, and that it shows texts."""
    language, direction, __ = CODES[code]
    html = response.text()
    tag = re.search(r"<html\b[^>]*>", html).group()
    assert f'lang="{code.replace("_", "-")}"' in tag
    assert f'dir="{direction}"' in tag
    for text in texts:
        assert translated(language, text) in html


def stale_context(server, browser, kind="desktop"):
    """A browser where somebody else looked at the portal, in another language."""
    context = getattr(browser, kind)()
    context.add_cookies(
        [{"name": "frontend_lang", "value": "de_DE", "url": server.url}]
    )
    return context


@pytest.mark.parametrize("code", CODES)
def test_the_welcome_link_and_the_sign_in(server, mails, browser, code):
    login = f"{code}@example.com".lower()
    [link] = [url for url in links(mails[login]) if "/clients/welcome" in url]
    page = stale_context(server, browser).new_page()
    assert_page(page.goto(link), code, ["Choose a password for"])
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=confirm_password]", PASSWORD)
    with page.expect_response(lambda r: r.url.endswith("/my") and r.ok) as first:
        page.click("button[type=submit]")
    assert_page(first.value, code)
    assert page.url == f"{server.url}{CODES[code][2]}/my"

    page = stale_context(server, browser, "phone").new_page()
    page.goto(f"{server.url}/clients/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_response(lambda r: r.url.endswith("/my") and r.ok) as first:
        page.click("button[type=submit]")
    assert_page(first.value, code)
    answer = page.goto(f"{server.url}/my/account")
    assert_page(answer, code, ["Used for the portal, your documents and our emails."])
    wrap = page.locator("#wrapwrap").bounding_box()
    assert wrap["width"] <= 390  # nothing sticks out of a phone's screen
    street = page.locator("input[name=street]")
    select = page.locator(".o_portal_language select")
    assert street.bounding_box()["y"] < select.bounding_box()["y"]


def test_a_customer_chooses_and_staff_lock(server, mails, browser):
    customer = server.rpc().call(
        "res.partner",
        "create",
        {"name": "Maison Verte", "email": "verte@example.com", "lang": "fr_FR"},
    )
    contact = server.rpc().call(
        "res.partner", "create", {"name": "Anne", "parent_id": customer}
    )
    users = {"verte@example.com": customer}
    server.call("test.world", "_make_portal_users", users)
    portal = browser.phone().new_page()
    sign_in(portal, server.url, "verte@example.com", PASSWORD)
    portal.goto(f"{server.url}/my/account")
    wait_for_scripts(portal)
    with portal.expect_navigation():
        portal.select_option(".o_portal_language select", "ja_JP")
    assert portal.url == f"{server.url}/ja/my/account"
    assert portal.locator("html").get_attribute("lang") == "ja-JP"
    assert_language(server, customer, "ja_JP")

    # what was typed above is not lost to the choice
    wait_for_scripts(portal)
    portal.fill("input[name=city]", "Nara")
    portal.select_option(".o_portal_language select", "fr_FR")
    portal.wait_for_selector(".o_portal_lang_with_address:visible")
    assert portal.locator("input[name=city]").input_value() == "Nara"
    assert portal.url == f"{server.url}/ja/my/account"
    assert_language(server, customer, "ja_JP")

    # staff change it back: the open session follows, the contact comes along or not
    staff = browser.desktop().new_page()
    sign_in(staff, server.url, "admin", "admin")
    staff.goto(f"{server.url}/odoo/clients/{customer}")
    choose_language(staff, "English (US)")
    assert not staff.locator("[name=lang_for_contacts] input").is_visible()
    save(staff)
    assert_language(server, customer, "en_US")
    portal.goto(f"{server.url}/ja/my/account")
    assert portal.url == f"{server.url}/my/account"
    choose_language(staff, "French / Français")
    save(staff)
    choose_language(staff, "German / Deutsch")
    assert staff.locator("[name=lang_contact_count]").inner_text() == "1"
    assert staff.locator("[name=lang_for_contacts] input").is_checked()
    save(staff)
    assert_language(server, contact, "de_DE")

    # the first transaction locks it, for customers too where the settings say so
    companies = server.rpc().call("res.company", "search", [])
    choice = {"customer_language_choice": "until_transaction"}
    server.rpc().call("res.company", "write", companies, choice)
    values = {"move_type": "out_invoice", "partner_id": customer}
    values["invoice_line_ids"] = [[0, 0, {"name": "Green", "price_unit": 1}]]
    invoice = server.rpc().call("account.move", "create", [values])
    server.rpc().call("account.move", "action_post", invoice)
    portal.goto(f"{server.url}/my/account")
    assert not portal.locator(".o_portal_language select").count()
    assert "Deutsch" in portal.locator(".o_portal_language").inner_text()
    staff.reload()
    staff.wait_for_selector(".o_field_widget[name=lang].o_readonly_modifier")
    reason = staff.locator(".o_field_widget[name=language_lock_reason]").inner_text()
    assert "The language of Maison Verte is locked" in reason and "INV/" in reason
    staff.locator("button[name=action_unlock_language]").click()
    staff.locator(".o-mail-Message", has_text="The language was unlocked.").wait_for()
    choose_language(staff, "French / Français")
    save(staff)
    assert_language(server, customer, "fr_FR")
    staff.locator("button[name=action_lock_language]").click()
    staff.locator(".o-mail-Message", has_text="The language was locked.").wait_for()
    staff.wait_for_selector(".o_field_widget[name=lang].o_readonly_modifier")


def choose_language(page, label):
    """Pick a language on the customer's form."""
    page.locator(".o_form_view .o_field_widget[name=lang] input").click()
    page.locator(".o_select_menu_item", has_text=label).click()


def save(page):
    """Save the form and wait until it is."""
    page.locator(".o_form_button_save").click()
    page.wait_for_selector(
        ".o_form_status_indicator_buttons.invisible", state="attached"
    )


def assert_language(server, partner, code):
    """What is stored as the language of a partner."""
    [found] = server.rpc().call("res.partner", "read", [partner], ["lang"])
    assert found["lang"] == code
