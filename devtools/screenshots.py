"""./dev screenshots: pictures for the docs, taken from demo data in a real browser."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from devtools import browser, databases, odoo, postgres, templates, toolchain
from devtools.console import step
from devtools.mailbox import Mailbox
from devtools.paths import ADDON, LOGS, ROOT
from devtools.server import Server

FOLDER = ROOT / "docs" / "screenshots"
# a form's address in the backend, with the demo record it shows
CUSTOMER = "/odoo/clients/{demo_customer_%s}"
# shows that a page of the backend or the portal is there
LOADED = ".o_view_controller .o_content, #wrap"
# milliseconds until pictures have loaded and movements ended; the network never idles
SETTLING = 2_000


class Shot(NamedTuple):
    """One picture: who looks at which page, through which window, in which language.

    `login` is a demo login, which is its password too, or "" for a visitor. `url`
    starts with a slash; names in braces stand for the ids of demo records. `viewport`
    is "desktop" or "phone"; `language` is a code of Odoo's, such as "fr_FR"; `tab` is
    the name of a form's page.
    """

    name: str
    login: str
    url: str
    viewport: str = "desktop"
    language: str = "en_US"
    tab: str = ""


SHOTS = [
    Shot("customers", "admin", "/odoo/clients"),
    Shot("new-customer", "admin", "/odoo/clients/new"),
    Shot("permissions", "admin", CUSTOMER % "tilleuls", tab="permissions"),
    Shot("addresses", "admin", CUSTOMER % "pont_vert", tab="billing_shipping"),
    Shot("currency-lock", "admin", CUSTOMER % "pont_vert"),
    Shot("problem", "admin", CUSTOMER % "thimbleberry"),
    Shot("customer-phone", "admin", CUSTOMER % "pont_vert", "phone"),
    Shot("invitations", "admin", f"/odoo/action-{ADDON}.customer_invitation_action"),
    Shot("group-value", "admin", f"/odoo/action-{ADDON}.customer_group_report_action"),
    Shot("settings", "admin", f"/odoo/action-{ADDON}.res_config_settings_action"),
    Shot("portal", "camille", "/my", language="fr_FR"),
    Shot("portal-switched-off", "marie", "/my/invoices", "phone", "fr_FR"),
    Shot("portal-arabic", "layla", "/my", language="ar_001"),
]


def take(shots=SHOTS):
    """Take the pictures into docs/screenshots, from a scratch database."""
    browser.program()
    toolchain.prepare()
    postgres.use()
    FOLDER.mkdir(parents=True, exist_ok=True)
    database = templates.copy("demo")
    try:
        with tempfile.TemporaryDirectory() as mails:
            _take_all(shots, database, Mailbox(Path(mails)))
    finally:
        databases.drop(database)


def _take_all(shots, database, mailbox):
    server = Server(database, mailbox, LOGS / "screenshots.log")
    try:
        _load_languages(database, {shot.language for shot in shots})
        server.start()
        with browser.launch() as chromium:
            for shot in shots:
                step(f"{shot.name}.png")
                _take(shot, server, browser.Browser(chromium))
    finally:
        server.stop()
        mailbox.stop()


def _load_languages(database, languages):
    if missing := sorted(languages - {"en_US"}):
        odoo.load_languages(database, missing, log=LOGS / "screenshots.log")


def _take(shot, server, people):
    window = people.phone if shot.viewport == "phone" else people.desktop
    page = window(locale=shot.language.replace("_", "-")).new_page()
    if shot.login:
        _speak(server, shot.login, shot.language)
        browser.sign_in(page, server.url, shot.login, shot.login)
    page.goto(server.url + shot.url.format_map(_DemoIds(server.rpc())))
    page.wait_for_selector(LOADED)
    if shot.tab:
        page.click(f".o_notebook .nav-link[name={shot.tab}]")
    page.wait_for_timeout(SETTLING)
    page.screenshot(path=FOLDER / f"{shot.name}.png")
    people.close()


def _speak(server, login, language):
    """Set the language of the user `login`."""
    client = server.rpc()
    users = client.call("res.users", "search", [("login", "=", login)])
    client.call("res.users", "write", users, {"lang": language})


class _DemoIds(dict):
    """Ids of the addon's demo records, by name, looked up when they are asked for."""

    def __init__(self, client):
        super().__init__()
        self._client = client

    def __missing__(self, name):
        domain = [("module", "=", ADDON), ("name", "=", name)]
        [found] = self._client.call("ir.model.data", "search_read", domain, ["res_id"])
        return found["res_id"]
