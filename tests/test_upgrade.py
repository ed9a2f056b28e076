"""A database of an older version is upgraded to this one: nothing is lost."""

import io
import subprocess
import tarfile

import pytest

from devtools import logcheck, odoo, peers
from devtools.paths import ADDON, ROOT
from devtools.portal import PortalSession

PASSWORD = "a good Passw0rd"
# the addons as they were before their files were moved to folders by capability
OLD = "2d80415c37bf9a19c82faec3623b6cdc204fcc2d"


@pytest.fixture(scope="module")
def old_addons(tmp_path_factory):
    """A folder with our addons as they were then."""
    folder = tmp_path_factory.mktemp("old")
    names = f"{ADDON}*"
    archive = subprocess.run(
        ["git", "archive", OLD, "--", f":(glob){names}/**"],
        cwd=ROOT,
        capture_output=True,
    )
    if archive.returncode:
        pytest.fail(
            f"This clone does not have the commit {OLD}, which the test upgrades from "
            f"({archive.stderr.decode().strip()}): get its whole history, with “git "
            "fetch --unshallow”.",
            pytrace=False,
        )
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="module")
def upgraded(odoo_db, tmp_path_factory, old_addons):
    """The database, what was in it before and after, and the upgrade's log."""
    database = odoo_db("peers")
    logs = tmp_path_factory.mktemp("logs")
    folders = [old_addons, peers.folder(), ROOT / "tests" / "addons"]
    with pytest.MonkeyPatch.context() as patch:
        # before the one in the configuration file, which has our own folder
        patch.setenv("ODOO_ADDONS_PATH", ",".join(map(str, folders)))
        odoo.install(database, [ADDON], log=logs / "install.log")
        log = logs / "world.log"
        customers = odoo.call(database, "test.world.upgrade", "_make", log=log)
        before = odoo.call(database, "test.world.upgrade", "_read", log=log)
    odoo.update(database, [ADDON], log=logs / "update.log")
    after = odoo.call(database, "test.world.upgrade", "_read", log=log)
    return {
        "database": database,
        "customers": customers,
        "before": before,
        "after": after,
        "log": logs / "update.log",
    }


def test_there_is_something_to_lose(upgraded):
    before = upgraded["before"]
    customer = before["res.partner"][str(upgraded["customers"]["restricted"])]
    assert customer["lang"] == "fr_FR"
    assert customer["portal_off_area_ids"] != "[]"
    assert customer["customer_group_ids"] != "[]"
    assert customer["property_sale_currency_id"] != "False"
    assert customer["language_lock"] != "False"
    assert len(before["customer.invitation"]) == 1
    assert len(before["account.move"]) == 3
    assert len(before["sale.order"]) == 6


def test_nothing_is_lost(upgraded):
    for model, before in upgraded["before"].items():
        after = upgraded["after"][model]
        for record, values in before.items():
            values = {**values}
            # finer since, and stored: see the next test
            values.pop("portal_access_state", None)
            kept = {name: after.get(record, {}).get(name) for name in values}
            assert kept == values, (model, values["id"])


def test_where_customers_stand_is_known(upgraded):
    """The state was computed when it was read; it is stored with the upgrade."""
    states = {
        name: [
            values["res.partner"][str(customer)]["portal_access_state"]
            for values in (upgraded["before"], upgraded["after"])
        ]
        for name, customer in upgraded["customers"].items()
    }
    assert states == {
        # who was given access without a mail is not called invited any more
        "restricted": ["invited", "granted"],
        "invited": ["invited", "invited"],
        "plain": ["none", "none"],
    }


def test_the_upgrade_logs_no_warning(upgraded):
    log = upgraded["log"]
    assert logcheck.problems(log) == []
    # nor of Odoo's, about what we have changed
    assert not [line for line in log.read_text().splitlines() if "WARNING" in line]


def test_customers_go_on_as_before(upgraded, odoo_server):
    server = odoo_server(upgraded["database"])
    customer = PortalSession(server, "restricted", PASSWORD)
    contact = PortalSession(server, "contact", PASSWORD)
    assert customer.get("/my/invoices")[0] == 403
    assert contact.get("/my/invoices")[0] == 403
    assert customer.get("/my/orders")[0] == 200
    assert contact.get("/my/orders")[0] == 403
    # the mail that waited leaves, with a link that works
    server.run_cron("mail.ir_cron_mail_scheduler_action")
    [mail] = server.mailbox.wait()
    assert "invited@example.com" in mail["to"]
