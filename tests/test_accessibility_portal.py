"""axe-core on the pages of customers: no serious or critical node is of our parts."""

import pytest
from axe import serious_nodes

from devtools.browser import sign_in
from devtools.mailbox import links

LANGS = ["en_US", "ar_001"]
PASSWORD = "a good Passw0rd"
# what Odoo's own templates render, around our parts and among them
ODOO = ", ".join(
    [
        "html",
        "header",
        "footer",
        ".o_portal_navbar",
        # pictures of the cards on the first page
        ".o_portal_icon",
        # of the account page
        "select[name^=invoice_]",
        "a.btn-outline-secondary[href='/my']",
        # of Odoo's fields for a password, and its link to forget it
        ".o_show_password",
        "a[href^='/web/reset_password']",
    ]
)
# name: address and what is there when the page is
PAGES = {
    "home": ("/my", ".o_portal_my_home"),
    "switched off": ("/my/invoices", "h3"),
    "account": ("/my/account", ".o_portal_language select"),
    "sign in": ("/clients/login", "input[name=password]"),
    "welcome": ("welcome", "input[name=confirm_password]"),
}
VISITORS = ("sign in", "welcome")


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("addon"))
    server.call("test.world.journey", "_make_company")
    server.call("test.world", "_load_languages", LANGS)
    return server


@pytest.fixture(scope="module", params=LANGS)
def customer(server, request):
    """Somebody who may not use invoices: the login, and the link of a welcome mail."""
    rpc = server.rpc()
    lang = request.param
    [area] = rpc.call("portal.area", "search", [("code", "=", "invoices")])
    values = {"lang": lang, "portal_off_area_ids": [(6, 0, [area])]}
    login, guest = f"user-{lang}@example.com", f"guest-{lang}@example.com"
    user_of, invited = rpc.call(
        "res.partner",
        "create",
        [{"name": email, "email": email, **values} for email in (login, guest)],
    )
    server.call("test.world", "_make_portal_users", {login: user_of})
    server.mailbox.clear()
    rpc.call("res.partner", "action_invite", [invited])
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    [mail] = server.mailbox.wait()
    [link] = {url for url in links(mail) if "/clients/welcome" in url}
    return {"lang": lang, "login": login, "link": link}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious_is_ours(server, browser, customer, name):
    address, there = PAGES[name]
    page = browser.phone(locale=customer["lang"][:2]).new_page()
    if name not in VISITORS:
        sign_in(page, server.url, customer["login"], PASSWORD)
    page.goto(customer["link"] if name == "welcome" else server.url + address)
    page.locator(there).first.wait_for()
    lang = page.locator("html").get_attribute("lang")
    assert lang == customer["lang"].replace("_", "-")
    nodes = serious_nodes(page, ODOO)
    print(f"{name}: serious or critical nodes of Odoo's own", *nodes["odoo"], sep="\n")
    assert nodes["ours"] == []
