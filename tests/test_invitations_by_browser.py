"""What staff are told of invitations, and what they do about them."""

import re

import pytest

from devtools.browser import sign_in
from devtools.mailbox import links

PASSWORD = "a good Passw0rd"
ACTION = "customer_onboarding.customer_invitation_action"


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("addon"))
    server.call("test.world.journey", "_make_company")
    return server


@pytest.fixture
def page(server, browser):
    """The backend, signed in as an administrator who may use the clipboard."""
    context = browser.desktop()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    sign_in(page, server.url, "admin", "admin")
    page.wait_for_selector(".o_action_manager > *")
    return page


def make_customer(server, name, **values):
    """A customer with an email address of its name; its id."""
    email = f"{name.split()[0].lower()}@example.com"
    [customer] = server.rpc().call(
        "res.partner",
        "create",
        [{"name": name, "is_company": True, "email": email, "lang": "en_US", **values}],
    )
    return customer


def invite(server, name):
    """A customer who was invited; its id."""
    boxes = {"grant_portal_access": True, "send_welcome_mail": True}
    return make_customer(server, name, **boxes)


def notice_of(page, text):
    """The notification that says something."""
    notice = page.locator(".o_notification", has_text=text)
    notice.wait_for()
    return notice


def open_account(page, url):
    """Follow a welcome link, and choose a password."""
    page.goto(url)
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=confirm_password]", PASSWORD)
    page.click(".o_clients_welcome button[type=submit]")
    page.wait_for_url(re.compile(r"/my"))


def test_saved_told_copied_and_followed(server, page, browser):
    """Save says what happened; the copied link signs the customer in."""
    page.goto(f"{server.url}/odoo/clients/new")
    page.locator(
        ".o_form_view [name=name] input, .o_form_view [name=name] textarea"
    ).fill("Heron GmbH")
    page.locator(".o_form_view [name=email] input").fill("heron@example.com")
    for box in "grant_portal_access", "send_welcome_mail":
        page.locator(f".o_form_view [name={box}] input").check()
    # the mail stays in the queue: the server's clock is not what is tested
    page.locator(".o_form_button_save").click()
    notice = notice_of(page, "Heron GmbH was invited at heron@example.com.")
    names = notice.locator("button:not(.o_notification_close)").all_inner_texts()
    assert names == ["Copy Link", "Undo", "New Quotation"]
    notice.locator("button", has_text="Copy Link").click()
    notice_of(page, "The link for Heron GmbH was copied.")
    url = page.evaluate("navigator.clipboard.readText()")
    customer = browser.desktop().new_page()
    open_account(customer, url)
    assert "Heron GmbH" in customer.locator("header, nav").first.inner_text()
    page.reload()
    state = page.locator(".o_statusbar_status .o_arrow_button_current")
    assert state.inner_text() == "Active"


def test_undo_takes_the_invitation_back(server, page):
    customer = make_customer(server, "Egret Ltd")
    page.goto(f"{server.url}/odoo/clients/{customer}")
    page.locator("button[name=action_invite]").click()
    notice = notice_of(page, "Egret Ltd was invited at egret@example.com.")
    notice.locator("button", has_text="Undo").click()
    notice_of(page, "Egret Ltd is not invited any more. The mail was not sent.")
    page.wait_for_selector("button[name=action_invite]:visible")
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    receivers = [mail["To"] for mail in server.mailbox.messages]
    assert not [receiver for receiver in receivers if "egret@" in receiver]


def test_a_second_mail_asks(server, page):
    customer = invite(server, "Bittern SA")
    page.goto(f"{server.url}/odoo/clients/{customer}")
    page.locator("button[name=action_send_welcome_mail]:visible").click()
    question = page.locator(".modal", has_text="less than 10 minutes ago")
    question.locator("button", has_text="Cancel").click()
    count = [("partner_id", "=", customer)]
    assert server.rpc().call("customer.invitation", "search_count", count) == 1
    page.locator("button[name=action_send_welcome_mail]:visible").click()
    question.locator("button", has_text="Send Again").click()
    notice_of(page, "The welcome mail to Bittern SA is on its way to")
    assert server.rpc().call("customer.invitation", "search_count", count) == 2


def test_access_is_revoked_on_the_form(server, page, browser):
    customer = invite(server, "Stork NV")
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    [mail] = [mail for mail in server.mailbox.wait() if "stork@" in mail["To"]]
    page.goto(f"{server.url}/odoo/clients/{customer}")
    page.locator("button[name=action_revoke_portal_access]").click()
    page.locator(".modal .btn-primary").click()
    notice_of(page, "Stork NV no longer has portal access.")
    page.wait_for_selector("button[name=action_invite]:visible")
    [url] = [url for url in links(mail) if "/clients/welcome" in url]
    stranger = browser.desktop().new_page()
    stranger.goto(url)
    assert not stranger.locator("input[name=password]").count()


@pytest.mark.parametrize("window", ["desktop", "phone"])
def test_the_list_of_those_who_wait(server, browser, window):
    """Rows open; a phone resends from the card's menu."""
    name = f"Ibis{window} AG"
    invite(server, name)
    page = getattr(browser, window)().new_page()
    sign_in(page, server.url, "admin", "admin")
    page.goto(f"{server.url}/odoo/action-{ACTION}")
    if window == "desktop":
        page.locator(".o_data_row", has_text=name).locator("[name=partner_id]").click()
        page.wait_for_selector(".o_form_view [name=login]")
        assert "ibisdesktop@example.com" in page.locator(".o_form_view").inner_text()
        page.locator("button[name=action_resend]:visible").click()
    else:
        card = page.locator(".o_kanban_record", has_text=name)
        card.locator(".o_dropdown_kanban button").click()
        page.wait_for_timeout(1000)  # the menu slides in
        page.locator(".dropdown-item", has_text="Send Again").click()
    page.locator(".modal", has_text=name).locator(".btn-primary").click()
    notice_of(page, f"The welcome mail to {name} is on its way to")
