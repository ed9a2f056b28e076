"""No field of any model that a portal user may read tells about what is off."""

import portal_probes as probes
import pytest

AREAS = list(probes.PAGES)
# Odoo shows these on pages alone, which test_portal_matrix.py opens
ON_PAGES_ALONE = {"deliveries"}
# Fields of the changed records themselves, and of records that stay visible, which
# change when the hidden ones do, and tell of them by no name and no number
ALLOWED = set()


@pytest.fixture(scope="module")
def world(odoo_db, odoo_server):
    """The database of the attack matrix: its server, and what was made in it."""
    server = odoo_server(odoo_db("apps"))
    made = server.call("test.world.portal", "_make")
    made["server"] = server
    return made


@pytest.fixture(scope="module")
def texts(world):
    """The fields that hold each area's marker, when it is on, and when it is off."""
    side = world["aa"]
    markers = {area: side["documents"][area]["marker"] for area in AREAS}
    login = side["users"]["assistant"]["login"]
    args = (login, side["partner"], markers)
    return world["server"].call("test.world.sweep", "_find_texts", *args)


@pytest.fixture(scope="module")
def changes(world):
    """The fields that follow a change of hidden records."""
    side = world["aa"]
    login = side["users"]["assistant"]["login"]
    return world["server"].call("test.world.sweep", "_find_changes", login, side)


@pytest.mark.parametrize("area", AREAS)
def test_no_field_holds_a_hidden_name(texts, area):
    if area not in ON_PAGES_ALONE:
        assert len(texts[area]["on"]) > 2, "the sweep itself finds the marker"
    assert texts[area]["off"] == []


@pytest.mark.parametrize("area", ["invoices", "orders", "timesheets", "tasks"])
def test_no_number_follows_hidden_records(changes, area):
    assert changes[area]["on"], "the sweep itself finds the change"
    assert set(changes[area]["off"]) - ALLOWED == set()


def test_deliveries_change_nothing_either(changes):
    assert changes["deliveries"]["on"], "the sweep itself finds the change"
    assert set(changes["deliveries"]["off"]) - ALLOWED == set()
