"""Clicks and keys to a customer with access and a mail, beside Odoo's own way."""

from devtools import browser
from devtools.mailbox import links

BOXES = ("customer_grant_access_default", "customer_send_welcome_default")
ODOOS = {"name": "Ada Lovelace", "email": "ada@lovelace.example"}
BY_CLICKS = {"name": "Blaise Pascal", "email": "blaise@pascal.example"}
BY_KEYS = {"name": "Carl Gauss", "email": "carl@gauss.example"}
MAIL_TIMEOUT = 60  # seconds


def run(bench):
    """Take on a customer in a real browser, by Odoo's way and by both of ours."""
    with browser.launch() as chromium:
        people = browser.Browser(chromium)
        odoo = _Staff(bench, "stock", people)
        invite_in_odoo(odoo.hands, odoo.page, ODOOS)
        odoo.check(ODOOS)
        bench.figure("Odoo's way, from any screen", odoo.hands.clicks, "clicks")

        ours = _Staff(bench, "addon", people)
        insert_by_clicks(ours.hands, ours.page, BY_CLICKS)
        ours.check(BY_CLICKS)
        bench.at_most("Quick Insert, from any screen", ours.hands.clicks, 2, "clicks")
        bench.at_most("the same: keys", ours.hands.keys, 0, "keys")

        ours.hands.clicks = ours.hands.keys = 0
        insert_by_keys(ours.hands, ours.page, BY_KEYS)
        ours.check(BY_KEYS)
        bench.at_most("Quick Insert without a mouse", ours.hands.keys, 3, "keys")
        bench.at_most("the same: clicks", ours.hands.clicks, 0, "clicks")
        people.close()


def invite_in_odoo(hands, page, customer):
    """Make a customer from Odoo's own menus, then grant it the portal."""
    hands.click(page.locator(".o_navbar_apps_menu button"))
    hands.click(page.locator(".o_app", has_text="Invoicing"))
    hands.click(page.get_by_role("button", name="Customers"))
    hands.click(page.get_by_role("menuitem", name="Customers", exact=True))
    hands.click(page.locator(".o_control_panel").get_by_role("button", name="New"))
    field = page.locator(".o_form_view [name=name] :is(input, textarea)").first
    field.wait_for()
    hands.click(field)
    hands.type(customer["name"])
    hands.click(page.locator(".o_form_view [name=email] input").first)
    hands.type(customer["email"])
    hands.click(page.locator(".o_form_button_save"))
    page.locator(".o_form_saved").wait_for()
    hands.click(page.locator(".o_cp_action_menus button").first)
    hands.click(page.get_by_role("menuitem", name="Grant portal access"))
    hands.click(page.locator(".modal button[name=action_grant_access]"))
    page.locator(".modal button[name=action_revoke_access]").wait_for()


def insert_by_clicks(hands, page, customer):
    """The + of the top bar; the name field has the focus and takes the address."""
    hands.click(page.locator(".o_quick_insert"))
    _wait_for_name(page)
    hands.type("{name} <{email}>".format_map(customer))
    hands.click(page.locator(".modal .o_form_button_save"))
    page.locator(".o_notification", has_text="was invited").wait_for()


def insert_by_keys(hands, page, customer):
    """The hotkey of the +, a field for each value, and the hotkey of Save."""
    hands.press("Alt+Shift+N")
    _wait_for_name(page)
    hands.type(customer["name"])
    hands.press("Tab")
    hands.type(customer["email"])
    hands.press("Alt+S")
    page.locator(".o_notification", has_text=customer["name"]).wait_for()


def _wait_for_name(page):
    page.wait_for_function(
        "document.activeElement.closest('.modal [name=name]') !== null"
    )


class _Staff:
    """A salesperson's browser on the first screen of one database."""

    def __init__(self, bench, kind, people):
        self._server = bench.server(bench.database(kind), cron_threads=1)
        client = self._server.rpc()
        # whoever invites sends the mail
        for model, record_id in (("res.company", 1), ("res.users", 2)):
            client.call(model, "write", record_id, {"email": "office@example.com"})
        if kind == "addon":  # as where mail was set up before the installation
            client.call("res.company", "write", 1, dict.fromkeys(BOXES, True))
        self.page = people.desktop().new_page()
        browser.sign_in(self.page, self._server.url, "admin", "admin")
        self.page.wait_for_selector(".o_action_manager > *")
        self.hands = _Hands(self.page)

    def check(self, customer):
        """Raise when the customer has no portal user, or no mail with a link to it."""
        domain = [("login", "=", customer["email"]), ("share", "=", True)]
        if not self._server.rpc().call("res.users", "search_count", domain):
            raise AssertionError(f"{customer['name']} has no portal user.")
        mail = self._server.mailbox.wait(timeout=MAIL_TIMEOUT)[-1]
        self._server.mailbox.clear()
        if customer["email"] not in mail["to"]:
            raise AssertionError(f"The mail went to {mail['to']}.")
        if not any(link.startswith(self._server.url) for link in links(mail)):
            raise AssertionError(f"The mail to {customer['name']} has no link.")


class _Hands:
    """A mouse and a keyboard that count; what is typed as data does not."""

    def __init__(self, page):
        self._page = page
        self.clicks = self.keys = 0

    def click(self, locator):
        locator.click()
        self.clicks += 1

    def press(self, key):
        self._page.keyboard.press(key)
        self.keys += 1

    def type(self, text):
        self._page.keyboard.insert_text(text)
