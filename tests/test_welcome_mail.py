"""The welcome mail leaves by itself, soon after the customer was saved."""

import pytest

from devtools.mailbox import links


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    """A server that runs its scheduled actions itself, as in life."""
    return odoo_server(odoo_db("addon"), cron_threads=1)


def test_it_leaves_within_seconds(server):
    client = server.rpc()
    client.call("res.company", "write", [1], {"email": "office@example.com"})
    client.call(
        "res.partner",
        "create",
        {
            "name": "Boulangerie Martin",
            "email": "martin@example.com",
            "grant_portal_access": True,
            "send_welcome_mail": True,
        },
    )
    # the queue by itself would come within an hour
    [mail] = server.mailbox.wait()
    assert "martin@example.com" in mail["to"]
    assert any("/clients/welcome" in url for url in links(mail))
