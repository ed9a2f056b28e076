"""The server is killed while it onboards many: each customer once, no mail lost."""

import random
import re
import time
from collections import Counter

import pytest

from devtools import databases
from devtools.rpc import RpcError

ROWS = 300
KILLS = 4
# how the rows are taken on, and the server that does it
WAYS = {
    "scheduled action": ("addon", {"cron_threads": 2}),
    "jobs of two workers": (
        "jobs",
        {"cron_threads": 2, "workers": 2, "load": ["queue_job"]},
    ),
}
DEADLINE = 240  # seconds


@pytest.fixture(params=WAYS)
def server(request, odoo_db, odoo_server):
    """A server that runs its scheduled actions itself, as in life."""
    kind, options = WAYS[request.param]
    server = odoo_server(odoo_db(kind), **options)
    server.has_jobs = kind == "jobs"
    return server


def test_all_customers_once_and_all_mails(server):
    client = server.rpc()
    companies = client.call("res.company", "search", [])
    client.call("res.company", "write", companies, {"email": "office@example.com"})
    [batch] = client.call("customer.onboarding.batch", "create", [{}])
    emails = {f"c{number}@example.com" for number in range(ROWS)}
    client.call(
        "customer.onboarding.row",
        "create",
        [
            {"batch_id": batch, "name": f"Customer {email}", "email": email}
            for email in sorted(emails)
        ],
    )
    client.call("customer.onboarding.batch", "action_start", [batch])
    chance = random.Random(7)
    left = [ROWS]
    for _kill in range(KILLS):
        wait_for_work(server, left[-1])
        time.sleep(chance.uniform(0, 0.7))
        server.stop(at_once=True)
        server.start()
        left += [count(server.rpc(), [("state", "=", "waiting")])]
    assert any(0 < number < ROWS for number in left), f"no kill met the work: {left}"

    # after three kills in a row Odoo leaves the queue to its next hour: as if it came
    client = server.rpc()
    while count(client, [("state", "=", "waiting")]):
        wake(server)
        time.sleep(1)
    run_mail_queue(server)
    deadline = time.monotonic() + DEADLINE
    waiting = [("state", "in", ("outgoing", "exception"))]
    while (
        count(client, [("state", "=", "waiting")])
        or client.call("mail.mail", "search_count", waiting)
        or len(server.mailbox.messages) < ROWS
    ):
        assert time.monotonic() < deadline, server.log[-3000:]
        wake(server)
        time.sleep(2)
    time.sleep(1)  # for one that is sent twice

    assert count(client, [("state", "=", "done")]) == ROWS
    if server.has_jobs:
        done = [("state", "=", "done"), ("method_name", "=", "_take_on_part")]
        assert client.call("queue.job", "search_count", done)
    partners = client.call(
        "res.partner", "search_read", [("email", "in", sorted(emails))], ["email"]
    )
    assert Counter(partner["email"] for partner in partners) == Counter(emails)
    users = client.call("res.users", "search_count", [("login", "in", sorted(emails))])
    assert users == ROWS
    invited = [("partner_id", "in", [partner["id"] for partner in partners])]
    assert client.call("customer.invitation", "search_count", invited) == ROWS
    received = Counter(
        address.addr_spec
        for message in server.mailbox.messages
        for address in message["to"].addresses
    )
    assert set(received) == emails
    # Odoo commits after the mail server has taken a mail: the one that was leaving when
    # the server died may go out a second time
    assert sum(received.values()) - ROWS <= KILLS


def run_mail_queue(server):
    """Run the mail queue now, unless the server does so already."""
    try:
        server.run_cron("mail.ir_cron_mail_scheduler_action")
    except RpcError as error:
        # Odoo's words where the server runs it, and where it has just begun to
        if not re.search("already executing|cannot unpack", str(error)):
            raise


def wait_for_work(server, left):
    """Wait until the server has taken on rows; once none is left, it sends mails.

    :param left: number of rows that waited before
    """
    client = server.rpc()
    deadline = time.monotonic() + DEADLINE
    while left and count(client, [("state", "=", "waiting")]) == left:
        assert time.monotonic() < deadline, server.log[-3000:]
        wake(server)
        time.sleep(0.3)


def wake(server):
    """Let the server look for scheduled work now, which it does each minute."""
    databases.execute("SELECT pg_notify('cron_trigger', %s)", [server.database])


def count(client, domain):
    """The number of rows of a domain."""
    return client.call("customer.onboarding.row", "search_count", domain)
