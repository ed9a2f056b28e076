"""./dev screenshots: pictures for the docs, taken from demo data in a real browser."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from devtools import browser, databases, odoo, postgres, templates, toolchain
from devtools.console import step
from devtools.mailbox import Mailbox
from devtools.paths import LOGS, ROOT
from devtools.server import Server

FOLDER = ROOT / "docs" / "screenshots"
PASSWORDS = {"admin": "admin", "demo": "demo", "portal": "portal"}


class Shot(NamedTuple):
    """One picture: who looks at which page, through which window, in which language.

    `login` is a demo login, or "" for a visitor; `url` starts with a slash; `viewport`
    is "desktop" or "phone"; `language` is a code of Odoo's, such as "fr_FR".
    """

    name: str
    login: str
    url: str
    viewport: str = "desktop"
    language: str = "en_US"


SHOTS = [
    Shot("sign-in", "", "/web/login"),
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
        browser.sign_in(page, server.url, shot.login, PASSWORDS[shot.login])
    page.goto(server.url + shot.url)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{shot.name}.png")
    people.close()


def _speak(server, login, language):
    """Set the language of the user `login`."""
    client = server.rpc()
    users = client.call("res.users", "search", [("login", "=", login)])
    client.call("res.users", "write", users, {"lang": language})
