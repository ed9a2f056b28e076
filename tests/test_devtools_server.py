"""The fixtures for servers, mails and browsers, each used once for real."""

import urllib.request

import pytest

from devtools import browser as browsers
from devtools import mailbox as mailboxes
from devtools.console import DevError
from devtools.rpc import RpcError


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    return odoo_server(odoo_db("addon"))


def test_server_answers_on_the_login_page(server):
    with urllib.request.urlopen(f"{server.url}/web/login") as page:
        assert page.status == 200
        assert b"/web/static/img/favicon.ico" in page.read()


def test_rpc_returns_results_and_the_servers_own_message(server):
    client = server.rpc()
    assert client.call("res.users", "search", [("login", "=", "admin")]) == [client.uid]
    with pytest.raises(RpcError, match="You cannot delete the admin user"):
        client.call("res.users", "unlink", [client.uid])


def test_rpc_refuses_a_wrong_password(server):
    with pytest.raises(RpcError, match="mallory cannot sign in"):
        server.rpc("mallory", "wrong")


def test_a_call_commits_and_tells_what_went_wrong(server):
    created = server.call("res.partner", "name_create", "Ada")
    assert server.rpc().call("res.partner", "read", created[:1], ["name"]) == [
        {"id": created[0], "name": "Ada"}
    ]
    with pytest.raises(DevError, match=r"AttributeError.*'_explode'"):
        server.call("res.partner", "_explode")


def test_cron_sends_queued_mail_over_smtp(server):
    server.mailbox.clear()
    values = {
        "subject": "Grüße aus dem Test",
        "email_from": "office@example.com",
        "email_to": "anna@example.com",
        "body_html": '<p>See <a href="https://example.com/a?b=1&amp;c=2">this</a></p>',
        "auto_delete": True,
    }
    server.rpc().call("mail.mail", "create", [values])
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    [message] = server.mailbox.wait()
    assert message["subject"] == "Grüße aus dem Test"
    assert message["to"] == "anna@example.com"
    assert mailboxes.links(message) == ["https://example.com/a?b=1&c=2"]


def test_workers_serve_too(odoo_db, odoo_server):
    prefork = odoo_server(odoo_db("stock"), workers=2)
    installed = [("name", "=", "customer_onboarding"), ("state", "=", "installed")]
    assert prefork.rpc().call("ir.module.module", "search_count", installed) == 0
    assert "Worker WorkerHTTP" in prefork.log


def test_browser_signs_in_on_desktop_and_phone_in_french(server, browser):
    server.call("test.world", "_load_languages", ["fr_FR"])
    page = browser.desktop().new_page()
    browsers.sign_in(page, server.url, "admin", "admin")
    page.wait_for_selector(".o_main_navbar")
    phone = browser.phone(locale="fr-FR").new_page()
    phone.goto(f"{server.url}/web/login")
    assert phone.inner_text("label[for=password]") == "Mot de passe"
    assert phone.evaluate("window.innerWidth") == 390
