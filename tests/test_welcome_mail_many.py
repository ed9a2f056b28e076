"""Many welcome mails: each in its language, with its own link, sent once."""

import re
import time
from collections import Counter

import pytest

from devtools.mailbox import links
from devtools.portal import PortalSession

EACH = 15
PASSWORD = "a good Passw0rd"
# code: (direction, how the subject begins, a word of the page that the link leads to)
LANGUAGES = {
    "en_US": ("ltr", "Welcome to ", "Choose a password for"),
    "fr_FR": ("ltr", "Bienvenue chez ", "Choisissez un mot de passe pour"),
    "de_DE": ("ltr", "Willkommen bei ", "Wählen Sie ein Passwort für"),
    "ar_001": ("rtl", "مرحباً بك في ", "اختر كلمة مرور لـ"),
}
BOXES = {"grant_portal_access": True, "send_welcome_mail": True}
SLOW = 0.7  # seconds a mail


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    """A server that runs its scheduled actions itself, as in life."""
    server = odoo_server(odoo_db("addon"), cron_threads=2)
    server.call("test.world", "_load_languages", list(LANGUAGES))
    companies = server.rpc().call("res.company", "search", [])
    server.rpc().call("res.company", "write", companies, {"email": "o@example.com"})
    return server


@pytest.fixture(autouse=True)
def mailbox(server):
    """The server's mailbox, empty and quick."""
    server.mailbox.clear()
    yield server.mailbox
    server.mailbox.delay = 0


def take_on(server, names, **values):
    """Save customers who are invited, in one call; their ids."""
    rows = [
        {"name": name, "email": f"{name.lower()}@example.com", **BOXES, **values}
        for name in names
    ]
    return server.rpc().call("res.partner", "create", rows)


def states_of(server, ids):
    """How many invitations of these customers are in each state."""
    found = server.rpc().call(
        "customer.invitation", "search_read", [("partner_id", "in", ids)], ["state"]
    )
    return Counter(row["state"] for row in found)


def receivers(mailbox):
    """How many mails each address has got."""
    return Counter(
        address.addr_spec
        for mail in mailbox.messages
        for address in mail["to"].addresses
    )


def test_sixty_in_four_languages(server, mailbox):
    names = {
        f"{code[:2]}{number}": code for number in range(EACH) for code in LANGUAGES
    }
    ids = []
    for code in LANGUAGES:
        mine = [name for name, lang in names.items() if lang == code]
        ids += take_on(server, mine, lang=code)
    mailbox.wait(len(names), timeout=60)
    time.sleep(1)  # for one that is sent twice
    expected = {f"{name}@example.com": 1 for name in names}
    assert receivers(mailbox) == expected
    assert states_of(server, ids) == {"sent": len(names)}

    opened = {}
    for mail in mailbox.messages:
        [address] = mail["to"].addresses
        name = address.addr_spec.partition("@")[0]
        direction, subject, __ = LANGUAGES[names[name]]
        assert mail["subject"].startswith(subject), name
        html = mail.get_body("html").get_content()
        assert f'lang="{names[name].replace("_", "-")}"' in html, name
        assert f'dir="{direction}"' in html, name
        assert name in re.sub(r"<[^>]*>", "", html), "whom it greets"
        assert mail.get_body("plain"), "for who reads no HTML"
        [opened[name]] = [url for url in links(mail) if "/clients/welcome" in url]
    assert len(set(opened.values())) == len(names)

    for name, url in opened.items():
        follow(server, url, name, names[name])
    users = server.rpc().call(
        "res.users", "search_read", [("partner_id", "in", ids)], ["login_date"]
    )
    assert len(users) == len(names)
    assert all(user["login_date"] for user in users)
    assert states_of(server, ids) == {"opened": len(names)}
    # each has worked, and works no more
    name, url = opened.popitem()
    __, page = PortalSession(server).get(url.removeprefix(server.url))
    assert 'name="password"' not in page


def follow(server, url, name, code):
    """Open the link of a mail, choose a password, and arrive as that customer."""
    direction, __, words = LANGUAGES[code]
    path = url.removeprefix(server.url)
    assert path.startswith("/"), url
    customer = PortalSession(server)
    status, page = customer.get(path)
    assert status == 200, url
    tag = re.search(r"<html\b[^>]*>", page).group()
    assert f'lang="{code.replace("_", "-")}"' in tag, name
    assert f'dir="{direction}"' in tag, name
    assert words in page, name
    passwords = {"password": PASSWORD, "confirm_password": PASSWORD}
    status, page = customer.submit(path, path, **passwords)
    assert status == 200, name
    assert "o_portal_my_home" in page, name
    assert re.search(rf"\b{name}\b", re.sub(r"<[^>]*>", " ", page)), "who is signed in"


def test_a_slow_mail_server(server, mailbox):
    """Nobody waits for it, and two runs of the queue send nothing twice."""
    mailbox.delay = SLOW
    names = [f"slow{number}" for number in range(8)]
    start = time.monotonic()
    ids = take_on(server, names)
    saved = time.monotonic() - start
    mailbox.wait(2)
    assert len(mailbox.messages) < len(names), "the queue is at work"
    later = ["late1", "late2"]
    ids += take_on(server, later)
    mailbox.wait(len(names) + len(later))
    assert time.monotonic() - start > SLOW * len(names), "the server is slow"
    assert saved < SLOW * len(names) / 2, "saving does not wait for the mails"
    deadline = time.monotonic() + 20
    while states_of(server, ids) != {"sent": len(ids)}:
        assert time.monotonic() < deadline, states_of(server, ids)
        time.sleep(0.2)
    time.sleep(2 * SLOW)  # for one that is sent twice
    assert receivers(mailbox) == {f"{name}@example.com": 1 for name in names + later}
