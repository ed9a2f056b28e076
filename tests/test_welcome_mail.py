"""The welcome mail leaves by itself, soon after the customer was saved."""

import time

import pytest

from devtools import databases
from devtools.mailbox import links


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    """A server that runs its scheduled actions itself, as in life."""
    server = odoo_server(odoo_db("addon"), cron_threads=1)
    server.rpc().call("res.company", "write", [1], {"email": "office@example.com"})
    return server


def invite(server, *names):
    """Save customers with portal access and a welcome mail; return their ids."""
    values = [
        {
            "name": name,
            "email": f"{name.lower()}@example.com",
            "grant_portal_access": True,
            "send_welcome_mail": True,
        }
        for name in names
    ]
    return server.rpc().call("res.partner", "create", values)


def invitations(server, ids):
    """State, reason and next attempt of the customers' invitations, by their name."""
    names = ["partner_id", "state", "failure_reason", "retry_date"]
    domain = [("partner_id", "in", ids)]
    found = server.rpc().call("customer.invitation", "search_read", domain, names)
    return {row["partner_id"][1]: row for row in found}


def wait_for(server, ids, done):
    """Return the `invitations` once `done` holds for them."""
    deadline = time.monotonic() + 20
    while not done(found := invitations(server, ids)):
        assert time.monotonic() < deadline, found
        time.sleep(0.2)
    return found


def let_a_day_pass(server):
    """Make all that waits for a later hour due, and wake the scheduler as time does."""
    for statement in (
        "UPDATE mail_mail SET scheduled_date = scheduled_date - interval '1 day'",
        "UPDATE ir_cron_trigger SET call_at = call_at - interval '1 day'",
    ):
        databases.execute(statement, database=server.database)
    databases.execute("SELECT pg_notify('cron_trigger', %s)", (server.database,))


def addressees(mailbox):
    """The addresses that the mails went to, sorted."""
    return sorted(mail["to"].addresses[0].addr_spec for mail in mailbox.messages)


def test_it_leaves_within_seconds(server):
    invite(server, "Martin")
    # the queue by itself would come within an hour
    [mail] = server.mailbox.wait()
    assert "martin@example.com" in mail["to"]
    assert any("/clients/welcome" in url for url in links(mail))


def test_mail_server_down(server):
    server.mailbox.clear()
    server.mailbox.stop()
    try:
        ids = invite(server, "Anna", "Bea")
        failed = wait_for(
            server, ids, lambda rows: all(row["retry_date"] for row in rows.values())
        )
    finally:
        server.mailbox.start()
    for row in failed.values():
        assert row["state"] == "failed"
        assert "refused" in row["failure_reason"], row["failure_reason"]
    let_a_day_pass(server)
    server.mailbox.wait(2)
    sent = wait_for(
        server, ids, lambda rows: all(row["state"] == "sent" for row in rows.values())
    )
    assert not any(row["retry_date"] or row["failure_reason"] for row in sent.values())
    let_a_day_pass(server)
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    assert addressees(server.mailbox) == ["anna@example.com", "bea@example.com"]


def test_one_refused_and_the_line_dropped(server):
    server.expect_log("Mail delivery failed|failed sending mail|no such mailbox")
    server.expect_log("Exception while processing mail|Failed processing mail queue")
    mailbox = server.mailbox
    mailbox.clear()
    mailbox.refused.add("dora@example.com")
    mailbox.dropping.add("emil@example.com")
    ids = invite(server, "Carl", "Dora", "Emil", "Fred", "Gina")
    found = wait_for(
        server,
        ids,
        lambda rows: rows["Dora"]["failure_reason"] and rows["Emil"]["retry_date"],
    )
    assert "550" in found["Dora"]["failure_reason"]
    assert "no such mailbox" in found["Dora"]["failure_reason"]
    assert not found["Dora"]["retry_date"]  # the address stays wrong
    assert "closed" in found["Emil"]["failure_reason"]
    let_a_day_pass(server)
    others = ["Carl", "Emil", "Fred", "Gina"]
    mailbox.wait(4)
    wait_for(
        server, ids, lambda rows: all(rows[name]["state"] == "sent" for name in others)
    )
    let_a_day_pass(server)
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    expected = [f"{name.lower()}@example.com" for name in others]
    assert addressees(mailbox) == expected
    assert invitations(server, ids)["Dora"]["state"] == "failed"
