"""Chromium, driven by Playwright, as a desktop or a phone."""

import os
import shutil
from contextlib import contextmanager

from devtools import apt
from devtools.console import DevError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# of Odoo's backend, what is on top tells most; of other pages, all
SHOWN = ".modal, .o_notification, .o_action, body:not(.o_web_client) main"
# what a busy machine does to a page: its scripts run so many times slower, ...
SLOWER = "CHROMIUM_SLOWER"
# ... and answers come so many milliseconds late; each finds what the other hides
LATE = "CHROMIUM_LATE"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"viewport": {"width": 1366, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


def program():
    """Return the path of CHROMIUM, or of the machine's; as root, install one."""
    if own := os.environ.get("CHROMIUM"):
        if not shutil.which(own):
            raise DevError(f"CHROMIUM={own} is no program: name another one, or none.")
        return shutil.which(own)
    if found := _installed():
        return found
    apt.install(["chromium"], "A browser")
    return _installed()


def _installed():
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """A running Chromium; every context it opens is a person with own cookies."""

    def __init__(self, chromium):
        self._chromium = chromium
        self._contexts = []

    def desktop(self, locale="en-US", **options):
        """Return a new Playwright context with a desktop's window."""
        return self._context(DESKTOP | {"locale": locale} | options)

    def phone(self, locale="en-US", **options):
        """Return a new Playwright context with a phone's touch screen."""
        return self._context(PHONE | {"locale": locale} | options)

    def shown(self):
        """Return what each open page shows: pairs of its address and its text."""
        from playwright.sync_api import Error

        found = []
        for page in [page for context in self._contexts for page in context.pages]:
            try:
                text = "\n".join(page.locator(SHOWN).all_inner_texts())
            except Error as error:  # a page that crashed, or is being left
                text = str(error)
            found.append((page.url, text))
        return found

    def close(self):
        """Close every context that was opened."""
        while self._contexts:
            self._contexts.pop().close()

    def _context(self, options):
        context = self._chromium.new_context(**options)
        # an element that comes late on a busy machine is no fault of the page
        context.set_default_timeout(60_000)
        # the first page after an installation waits for its assets to be built
        context.set_default_navigation_timeout(120_000)
        self._contexts.append(context)
        context.on("page", _slow_down)
        return context


def _slow_down(page):
    """Have a page meet what the environment names."""
    if not {SLOWER, LATE} & set(os.environ):
        return
    session = page.context.new_cdp_session(page)
    times = float(os.environ.get(SLOWER, 1))
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})
    late = {"offline": False, "latency": float(os.environ.get(LATE, 0))}
    unlimited = {"downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", late | unlimited)


@contextmanager
def launch():
    """Run Chromium, headless, with a profile of its own; yield Playwright's browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()


def wait_for_scripts(page):
    """Wait until a page of the portal reacts to what is done in it."""
    page.wait_for_selector("body[is-ready=true]")


def sign_in(page, url, login, password):
    """Sign in on Odoo's login page and wait until the page after it has loaded."""
    page.goto(f"{url}/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    with page.expect_navigation():
        # on a website, the page has other forms
        page.click(".oe_login_form button[type=submit]")
