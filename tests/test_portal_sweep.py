"""No field of any model that a portal user may read tells about what is off."""

import portal_probes as probes
import pytest

AREAS = list(probes.PAGES)
# Areas with numbers on records of others
# The delivery notes on its own page that its demand has changed
ALLOWED = {"orders": ["mail.message.child_ids"]}
CHANGED = ["orders", "invoices", "tasks", "timesheets", "deliveries"]


@pytest.fixture(scope="module")
def world(odoo_db, odoo_server):
    """The database of the attack matrix: its server, and what was made in it."""
    server = odoo_server(odoo_db("apps"))
    made = server.call("test.world.portal", "_make")
    made["server"] = server
    return made


@pytest.fixture(scope="module")
def swept(world):
    """The fields that tell about each area, when it is on, and when it is off."""
    side = world["aa"]
    login = side["users"]["assistant"]["login"]
    return world["server"].call("test.world.sweep", "_sweep", login, side)


@pytest.mark.parametrize("area", AREAS)
def test_no_field_holds_a_hidden_name(swept, area):
    names = swept[area]["names"]
    assert names["on"], "the sweep itself finds the marker"
    assert names["off"] == []


@pytest.mark.parametrize("area", CHANGED)
def test_no_number_follows_hidden_records(swept, area):
    numbers = swept[area]["numbers"]
    assert numbers["on"], "the sweep itself finds the change"
    assert numbers["off"] == ALLOWED.get(area, [])


def test_what_is_found_in_fields_of_other_records(swept):
    """So that it is these the tests above look for."""
    assert "project.task.sale_order_id" in swept["orders"]["names"]["on"]
    assert "sale.order.project_account_id" in swept["projects"]["names"]["on"]
    invoices = swept["invoices"]
    assert "account.analytic.line.timesheet_invoice_id" in invoices["names"]["on"]
    assert "sale.order.invoice_count" in invoices["numbers"]["on"]
    assert "project.task.effective_hours" in swept["timesheets"]["numbers"]["on"]
