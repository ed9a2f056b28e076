"""The secret of a welcome link is in the mail alone: nobody else reads it anywhere.

As employee, salesperson and customer over RPC, in all models that each may read, and
in all tables of the database, in each state of the mail.
"""

import json
import re

import pytest

from devtools import databases
from devtools.mailbox import links
from devtools.rpc import RpcError

PASSWORD = "a good Passw0rd"
MAIL_QUEUE = "mail.ir_cron_mail_scheduler_action"
# of fields whose values are text that somebody could have put a link into
TEXTS = ("char", "text", "html", "json", "binary", "properties")
# a link with a secret, whichever it is
SECRET = re.compile(r"/clients/welcome[^\s\"'<]{0,3}token(=|%3D)")
READERS = {
    "employee": ["base.group_user"],
    "salesperson": ["base.group_user", "sales_team.group_sale_salesman_all_leads"],
    "portal": ["base.group_portal"],
}
CUSTOMER = "marie@example.com"


def xmlid(admin, name):
    module, __, name = name.partition(".")
    domain = [("module", "=", module), ("name", "=", name)]
    return admin.call("ir.model.data", "search_read", domain, ["res_id"])[0]["res_id"]


@pytest.fixture(scope="module")
def world(odoo_db, odoo_server):
    """A server, an invited customer, and those who try to read its secret."""
    server = odoo_server(odoo_db("addon"))
    server.expect_log(r"failed sending mail")
    admin = server.rpc()
    [own] = admin.call("res.company", "search", [], limit=1)
    admin.call("res.company", "write", own, {"email": "office@example.com"})
    company = admin.call(
        "res.partner", "create", {"name": "Azure Interior", "is_company": True}
    )
    for login, groups in READERS.items():
        values = {"name": login, "login": login, "password": PASSWORD}
        values["group_ids"] = [[6, 0, [xmlid(admin, group) for group in groups]]]
        if login == "portal":
            # a colleague of the invited contact
            values["partner_id"] = admin.call(
                "res.partner", "create", {"name": "Boss", "parent_id": company}
            )
        admin.call("res.users", "create", values, context={"no_reset_password": True})
    contact = admin.call(
        "res.partner",
        "create",
        {
            "name": "Marie",
            "parent_id": company,
            "email": CUSTOMER,
            "grant_portal_access": True,
            "send_welcome_mail": True,
        },
    )
    return {
        "server": server,
        "admin": admin,
        "contact": contact,
        "readers": {login: make_reader(server, admin, login) for login in READERS},
        "tokens": [],
    }


def make_reader(server, admin, login):
    """Somebody who looks for secrets: the client, and what it may read."""
    client = server.rpc(login, PASSWORD)
    return {"client": client, "models": readable_models(admin, client)}


def readable_models(admin, client):
    """The models that a user may read, with the names of their fields of text."""
    domain = [("transient", "=", False), ("abstract", "=", False)]
    found = {}
    for row in admin.call("ir.model", "search_read", domain, ["model"]):
        try:
            client.call(row["model"], "search", [], limit=1)
            fields = client.call(row["model"], "fields_get", [], ["type", "store"])
        except RpcError:
            continue
        found[row["model"]] = [
            name
            for name, field in fields.items()
            if field["type"] in TEXTS and field.get("store")
        ]
    found["ir.attachment"] = [*found.get("ir.attachment", ()), "raw"]
    return found


def found_by(reader, tokens):
    """The models in which a user finds a secret.

    Some models may be read, but not all their fields: these one by one.
    """
    found = []
    for model, names in reader["models"].items():
        texts = read_texts(reader["client"], model, names)
        if SECRET.search(texts) or any(token in texts for token in tokens):
            found.append(model)
    return found


def read_texts(client, model, names):
    """All that a user reads of some fields of a model, archived records included."""
    context = {"active_test": False}
    try:
        rows = client.call(model, "search_read", [], names, context=context)
    except RpcError:
        if len(names) < 2:
            return ""
        return " ".join(read_texts(client, model, [name]) for name in names)
    return json.dumps(rows)


def tables_with(database, texts):
    """The tables of a database in which one of some texts stands."""
    tables = databases.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database=database
    )
    return [
        table
        for (table,) in tables
        if databases.execute(
            f'SELECT 1 FROM "{table}" AS t WHERE t::text ~ %s LIMIT 1',
            ["|".join(texts)],
            database=database,
        )
    ]


def assert_kept(world):
    """Nobody finds a secret, neither one of those that left nor one to come."""
    for login, reader in world["readers"].items():
        assert not found_by(reader, world["tokens"]), login
    patterns = [r"/clients/welcome.{0,3}token(=|%3D)", *world["tokens"]]
    assert tables_with(world["server"].database, patterns) == []
    for token in world["tokens"]:
        assert token not in world["server"].log


def sent_token(world):
    """The secret of the mail that has just come."""
    mail = world["server"].mailbox.wait()[-1]
    assert CUSTOMER in mail["to"]
    [link] = [url for url in links(mail) if "/clients/welcome" in url]
    token = link.partition("token=")[2]
    assert len(token) > 40
    assert token in mail.get_body(("plain",)).get_content().replace("\n", "")
    world["tokens"].append(token)
    world["server"].mailbox.clear()
    return token


def state(world):
    domain = [("partner_id", "=", world["contact"])]
    rows = world["admin"].call("customer.invitation", "search_read", domain, ["state"])
    return [row["state"] for row in rows]


def resend(world):
    world["admin"].call(
        "res.partner",
        "action_send_welcome_mail",
        [world["contact"]],
        context={"customer_send_again": True},
    )


def test_the_search_finds_a_secret_that_is_there(world):
    """As the note that a careless program would leave on the customer."""
    admin = world["admin"]
    note = admin.call(
        "res.partner",
        "message_post",
        [world["contact"]],
        body="http://x/en/clients/welcome?token=planted",
    )
    note = note[0] if isinstance(note, list) else note
    for login, reader in world["readers"].items():
        assert len(reader["models"]) >= (10 if login == "portal" else 60), login
        assert login == "portal" or "mail.message" in found_by(reader, []), login
    domain = [("partner_id", "=", world["contact"])]
    [invitation] = admin.call("customer.invitation", "search", domain)
    admin.call(
        "customer.invitation", "write", invitation, {"failure_reason": "planted"}
    )
    found = found_by(world["readers"]["employee"], ["planted"])
    assert {"mail.message", "customer.invitation"} <= set(found)
    assert {"mail_message", "customer_invitation"} <= set(
        tables_with(world["server"].database, ["planted"])
    )
    admin.call("customer.invitation", "write", invitation, {"failure_reason": False})
    admin.call("mail.message", "unlink", [note])


def test_queued(world):
    assert state(world) == ["to_send"]
    assert_kept(world)


def test_sent(world):
    world["server"].run_cron(MAIL_QUEUE)
    sent_token(world)
    assert state(world) == ["sent"]
    assert_kept(world)


def test_failed(world):
    """The mail stays, for an administrator to look at, and comes again by itself."""
    server = world["admin"].call(
        "ir.mail_server",
        "create",
        {"name": "Nobody there", "smtp_host": "127.0.0.1", "smtp_port": 9},
    )
    resend(world)
    world["server"].run_cron(MAIL_QUEUE)
    assert state(world) == ["failed", "replaced"]
    assert_kept(world)
    [mail] = world["admin"].call(
        *("mail.mail", "search_read", [("scheduled_date", "!=", False)]),
        ["body_html", "state"],
    )
    assert mail["state"] == "outgoing"
    assert "/clients/welcome?invitation=" in mail["body_html"]
    assert not SECRET.search(mail["body_html"])
    world["admin"].call("ir.mail_server", "unlink", [server])
    world["admin"].call("mail.mail", "write", [mail["id"]], {"scheduled_date": False})
    world["server"].run_cron(MAIL_QUEUE)
    sent_token(world)
    assert state(world) == ["sent", "replaced"]
    assert_kept(world)


def test_resent(world):
    resend(world)
    assert state(world) == ["to_send", "replaced", "replaced"]
    assert_kept(world)
    world["server"].run_cron(MAIL_QUEUE)
    sent_token(world)
    assert_kept(world)


def test_opened(world, browser):
    """The last link opens the account, the ones before do not."""
    assert len(set(world["tokens"])) == 3
    page = browser.desktop().new_page()
    *old, last = world["tokens"]
    for token in old:
        page.goto(f"{world['server'].url}/clients/welcome?token={token}")
        assert page.locator("input[name=password]").count() == 0
    page.goto(f"{world['server'].url}/clients/welcome?token={last}")
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=confirm_password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_selector(".o_portal_my_home")
    assert state(world) == ["opened", "replaced", "replaced"]
    # the server logs the addresses it was asked for
    tokens, world["tokens"] = world["tokens"], []
    assert_kept(world)
    assert tables_with(world["server"].database, tokens) == []
