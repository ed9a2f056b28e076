"""The portal's lists, while an area is off: names, orders, groups and search boxes.

Of the same customers as the attack matrix, with the apps of others installed. What a
list offers and answers while the area is on shows that the tests look for something.
"""

import portal_lists as lists
import portal_world
import pytest
from portal_world import AREAS, switch_off


@pytest.fixture(scope="module")
def world(odoo_db, odoo_server):
    return portal_world.make(odoo_db, odoo_server)


@pytest.fixture(scope="module")
def options(world):
    """What each list offers while everything is on."""
    switch_off(world)
    visitor = world["aa"]["visitors"]["assistant"]
    found = {}
    for path in lists.LISTS:
        status, text = visitor.get(list_path(world, path))
        assert status == 200, path
        found[path] = lists.offered(text)
    assert all(found[path]["search_in"] for path in lists.SUPERUSER_LISTS)
    assert all(found[path]["groupby"] for path in lists.SUPERUSER_LISTS)
    return found


def list_path(world, path):
    return path.format(project=world["aa"]["documents"]["projects"]["id"])


@pytest.mark.parametrize("area", AREAS)
def test_lists_show_no_hidden_name(world, options, area):
    """Whatever they are sorted, grouped and filtered by, on three pages."""
    visitor = world["aa"]["visitors"]["assistant"]
    marker = world["aa"]["documents"][area]["marker"]
    switch_off(world, area)
    try:
        for path, own in lists.LISTS.items():
            if own == area:
                continue
            for parameters in lists.variants(options[path]):
                asked = lists.url(list_path(world, path), **parameters)
                status, text = visitor.get(asked)
                assert status == 200, asked
                assert marker not in text, asked
    finally:
        switch_off(world)


@pytest.mark.parametrize("path", lists.SUPERUSER_LISTS)
def test_lists_do_show_the_names_that_are_on(world, options, path):
    """So that the test above looks for something: the orders and invoices of hours."""
    visitor = world["aa"]["visitors"]["assistant"]
    found = set()
    for parameters in lists.variants(options[path]):
        text = visitor.get(lists.url(list_path(world, path), **parameters))[1]
        found |= {
            area for area in AREAS if world["aa"]["documents"][area]["marker"] in text
        }
    expected = {"projects", "tasks", "orders"}
    if path == "/my/timesheets":
        expected |= {"invoices", "timesheets"}
    assert expected <= found


@pytest.mark.parametrize("area", ["orders", "invoices", "projects", "tasks"])
def test_lists_are_not_sorted_by_hidden_names(world, options, area):
    """What was offered before is the list's usual order, and so are its groups."""
    visitor = world["aa"]["visitors"]["assistant"]
    switch_off(world, area)
    try:
        refused = []
        for path in lists.SUPERUSER_LISTS:
            if lists.LISTS[path] == area:
                continue
            base = list_path(world, path)
            offered = lists.offered(visitor.get(base)[1])
            for name in ("sortby", "groupby"):
                # where nothing may be grouped by, there is one group
                usual = {"groupby": "none"}
                for value in set(options[path][name]) - set(offered[name]):
                    refused.append(value)
                    asked = lists.url(base, **usual | {name: value})
                    rows = lists.rows(visitor.get(asked)[1])
                    assert rows == lists.rows(visitor.get(lists.url(base, **usual))[1])
        assert refused, "something was offered that tells about this area"
    finally:
        switch_off(world)


@pytest.mark.parametrize("area", ["orders", "invoices", "projects", "tasks"])
def test_search_boxes_answer_nothing_about_hidden_names(world, options, area):
    """Neither yes nor no: the same as for a name that nothing has."""
    visitor = world["aa"]["visitors"]["assistant"]
    marker = world["aa"]["documents"][area]["marker"]

    def answers(text):
        found = {}
        for path in lists.SUPERUSER_LISTS:
            if lists.LISTS[path] != area:
                for search_in in options[path]["search_in"]:
                    asked = {"search_in": search_in, "search": text, "groupby": "none"}
                    page = visitor.get(lists.url(list_path(world, path), **asked))[1]
                    found[path, search_in] = len(lists.rows(page))
        return found

    nothing = answers("qqnothingqq")
    assert answers(marker) != nothing, "the search boxes do find it while it is on"
    switch_off(world, area)
    try:
        assert answers(marker) == nothing
    finally:
        switch_off(world)
