"""The languages of the portal beside Odoo's website, which has fewer of its own.

The database has English, French and German, the website English and French. Texts are
not translated here: the page's own mark tells its language.
"""

import re
import urllib.request

import pytest

from devtools.browser import sign_in, wait_for_scripts
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
    wait_for_scripts(page)
    values = "options => options.map(option => option.value)"
    options = page.locator(".o_portal_language option")
    assert set(options.evaluate_all(values)) == {"en_US", "fr_FR"}
    with page.expect_navigation():
        page.select_option(".o_portal_language select", "en_US")
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


def test_first_visit_in_the_language_of_the_browser(server, browser):
    page = browser.desktop(locale="fr-FR").new_page()
    assert_page(page.goto(f"{server.url}/clients/login"), "fr-FR")
    page = browser.desktop(locale="de-DE").new_page()
    assert_page(page.goto(f"{server.url}/clients/login"), "en-US")


def make_second_website(server, admin):
    """A company with a website of its own, in English and German: ids and address."""
    [french, german] = [
        admin.call("res.lang", "search", [("code", "=", code)])[0]
        for code in ("fr_FR", "de_DE")
    ]
    [english] = admin.call("res.lang", "search", [("code", "=", "en_US")])
    company = admin.call("res.company", "create", {"name": "Second Company"})
    admin.call("res.company", "write", company, {"email": "second@example.com"})
    admin.call("res.users", "write", [admin.uid], {"company_ids": [[4, company, 0]]})
    domain = server.url.replace("127.0.0.1", "localhost")
    website = admin.call(
        "website",
        "create",
        {
            "name": "Second Website",
            "company_id": company,
            "domain": domain,
            "language_ids": [[6, 0, [english, german]]],
            "default_lang_id": english,
        },
    )
    languages = admin.call("website", "read", [website], ["language_ids"])
    assert french not in languages[0]["language_ids"]
    return company, domain


def test_company_and_website_of_an_invitation(server):
    """User, mail, host and language of the link agree, whoever sends it from where."""
    admin = server.rpc()
    [first] = admin.call("res.users", "read", [admin.uid], ["company_id"])
    first = first["company_id"][0]
    second, domain = make_second_website(server, admin)
    admin.call("res.company", "write", first, {"email": "first@example.com"})
    server.run_cron("mail.ir_cron_mail_scheduler_action")  # mails of the tests above
    server.mailbox.clear()
    expected = {}
    for company, lang, current, host in (
        (second, "de_DE", first, f"{domain}/de"),
        (second, "fr_FR", first, domain),
        (second, "en_US", second, f"{domain}/en"),
        (False, "fr_FR", first, f"{server.url}/fr"),
        (False, "de_DE", first, server.url),
        (False, "de_DE", second, f"{domain}/de"),
        (first, "fr_FR", second, f"{server.url}/fr"),
    ):
        email = f"c{company or 0}.{lang[:2]}.{current}@example.com"
        companies = [current, first + second - current]
        partner = admin.call(
            "res.partner",
            "create",
            {
                "name": email,
                "email": email,
                "lang": lang,
                "company_id": company,
                "grant_portal_access": True,
                "send_welcome_mail": True,
            },
            context={"allowed_company_ids": companies},
        )
        [user] = admin.call(
            "res.users",
            "search_read",
            [("partner_id", "=", partner)],
            ["company_id"],
        )
        assert user["company_id"][0] == (company or current), email
        expected[email] = host, user["company_id"][1]
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    mails = server.mailbox.wait(len(expected))
    for mail in mails:
        email = re.search(r"[\w.]+@example\.com", mail["to"]).group()
        host, company_name = expected[email]
        assert company_name in mail["subject"], email
        [link] = [url for url in links(mail) if "/clients/welcome" in url]
        assert link.startswith(f"{host}/clients/welcome?token="), email
        with urllib.request.urlopen(link) as response:
            assert "password" in response.read().decode()
