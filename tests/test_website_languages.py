"""The languages of the portal beside Odoo's website, which has fewer of its own.

The database has English, French and German, the website English and French. Texts are
not translated here: the page's own mark tells its language.
"""

import re

import pytest

from devtools.browser import sign_in
from devtools.mailbox import links
from devtools.portal import PortalSession
from devtools.rpc import Client, RpcError

PASSWORD = "a good Passw0rd"
# A customer's language: (that of its pages, their prefix)
PAGES = {"fr": ("fr-FR", "/fr"), "de": ("en-US", "")}


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("website"))
    server.call("test.world.website", "_make")
    return server


def welcome_links(server):
    """Where the welcome mails lead, by the address they went to."""
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    return {
        re.search(r"[\w.]+@example\.com", mail["to"]).group(): url
        for mail in server.mailbox.messages
        for url in links(mail)
        if "/clients/welcome" in url
    }


def stale(server, browser, code):
    """A page in a browser where somebody else looked at the website."""
    context = browser.desktop()
    context.add_cookies([{"name": "frontend_lang", "value": code, "url": server.url}])
    return context.new_page()


def assert_page(response, code):
    """The HTML as it came is in a language, with the website around it."""
    html = response.text()
    assert f'lang="{code}"' in re.search(r"<html\b[^>]*>", html).group()
    assert 'id="top_menu"' in html
    assert "web.assets_frontend.min.css" in html


@pytest.mark.parametrize("name", PAGES)
def test_welcome_link_and_sign_in(server, browser, name):
    code, prefix = PAGES[name]
    other = "en_US" if prefix else "fr_FR"
    link = welcome_links(server)[f"{name}@example.com"]
    assert link.startswith(f"{server.url}{prefix}/clients/welcome")
    page = stale(server, browser, other)
    assert_page(page.goto(link), code)
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=confirm_password]", PASSWORD)
    with page.expect_response(lambda r: r.url.endswith("/my") and r.ok) as first:
        page.click(".o_clients_welcome button[type=submit]")
    assert_page(first.value, code)
    assert page.url == f"{server.url}{prefix}/my"

    page = stale(server, browser, other)
    # the first page, before anybody is known, is in the language of the browser
    assert_page(page.goto(f"{server.url}/clients/login"), other.replace("_", "-"))
    page.fill("input[name=login]", f"{name}@example.com")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_response(lambda r: r.url.endswith("/my") and r.ok) as first:
        page.click(".oe_login_form button[type=submit]")
    assert_page(first.value, code)
    assert page.url == f"{server.url}{prefix}/my"


def test_a_customer_chooses_among_the_websites_languages(server, browser):
    page = browser.desktop().new_page()
    sign_in(page, server.url, "fr@example.com", PASSWORD)
    page.goto(f"{server.url}/my/account")
    values = "options => options.map(option => option.value)"
    options = page.locator(".o_portal_language option")
    assert set(options.evaluate_all(values)) == {"en_US", "fr_FR"}
    page.select_option(".o_portal_language select", "en_US")
    with page.expect_navigation():
        page.click(".o_portal_language button")
    assert page.url == f"{server.url}/my/account"
    # not by a program either
    client = Client(server.url, server.database, "fr@example.com", PASSWORD)
    with pytest.raises(RpcError, match="de_DE"):
        client.call("res.users", "write", [client.uid], {"lang": "de_DE"})
    client.call("res.users", "write", [client.uid], {"lang": "fr_FR"})
    page.goto(f"{server.url}/my/account")
    assert page.url == f"{server.url}/fr/my/account"


def test_what_is_not_among_them_stays_named(server, browser):
    """Documents are in German, whatever the website has: the form says so."""
    page = browser.desktop().new_page()
    sign_in(page, server.url, "de@example.com", PASSWORD)
    page.goto(f"{server.url}/my/account")
    chosen = page.locator(".o_portal_language option:checked")
    assert chosen.inner_text() == "Deutsch"
    assert page.locator(".o_portal_language option").count() == 3


def test_links_that_staff_send_lead_somewhere(server):
    """Staff's own pages are none of the website's: stock takes all languages there."""
    admin = server.rpc()
    admin.call("res.users", "write", [admin.uid], {"email": "admin@example.com"})
    partner = admin.call(
        "res.partner",
        "create",
        {"name": "Late", "email": "late@example.com", "lang": "de_DE"},
    )
    admin.call("res.partner", "action_grant_portal_access", [partner])
    admin.call("res.partner", "action_send_welcome_mail", [partner])
    link = welcome_links(server)["late@example.com"]
    status, text = PortalSession(server).get(link.removeprefix(server.url))
    assert status == 200
    assert "Choose a password" in text


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_short_addresses(server, prefix):
    visitor = PortalSession(server)
    for path in ("/clients/login", "/clients"):
        status, text = visitor.get(f"{prefix}{path}")
        assert status == 200
        assert 'name="login"' in text and 'id="top_menu"' in text
        assert f'lang="{"fr-FR" if prefix else "en-US"}"' in text
    user = PortalSession(server, "aa", PASSWORD)
    for path in ("/clients/login", "/clients"):
        status, text = user.get(f"{prefix}{path}")
        assert status == 200
        assert "o_portal_my_home" in text
