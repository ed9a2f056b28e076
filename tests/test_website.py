"""Portal permissions beside Odoo's website: menus, events, courses, search, snippets.

Over real HTTP, as a portal user. A probe counts only if it finds its marker while the
area is on.
"""

import lxml.html
import portal_probes as probes
import pytest

from devtools.browser import sign_in
from devtools.portal import PortalSession

PASSWORD = "a good Passw0rd"
AREAS = ["events", "courses"]
FILTER = "website_event.website_snippet_filter_event_list"
SEARCH_OPTIONS = {
    "displayDescription": True,
    "displayDetail": True,
    "displayExtraLink": True,
    "displayImage": True,
    "allowFuzzy": True,
}
LAYOUT = "website_event.dynamic_filter_template_event_event_picture"


@pytest.fixture(scope="module")
def world(odoo_db, odoo_server):
    """The server with a website, two customers, an event and a course."""
    server = odoo_server(odoo_db("website"), workers=2)
    # one way in is a method that Odoo calls deprecated, wherever it is extended
    server.expect_log("read_group is deprecated")
    made = server.call("test.world.website", "_make")
    made["server"], made["admin"] = server, server.rpc()
    made["visitors"] = {
        name: probes.Visitor(server, **made["users"][name]) for name in ("aa", "bb")
    }
    return made


@pytest.fixture
def switch(world):
    """Leave just these areas off for the customer aa; all are on afterwards."""

    def switch_off(*areas):
        ids = [world["areas"][area]["id"] for area in areas]
        world["admin"].call(
            "res.partner",
            "write",
            [world["partners"]["aa"]],
            {"portal_off_area_ids": [[6, 0, ids]]},
        )

    yield switch_off
    switch_off()


def all_probes(world, area, name="aa"):
    """Every way to an area's records, as a dict of name to function."""
    visitor, marker = world["visitors"][name], world["areas"][area]["marker"]
    found = {
        path: lambda path=path: visitor.get(path)[1]
        for path in [
            *world["pages"][area],
            "/website/search?search=Quokka",
            f"/website/search?search={marker[:-2]}",
        ]
    }
    for term in ("Quokka", "Quoka"):  # found at once, and by likeness
        found[f"autocomplete {term}"] = lambda term=term: visitor.json(
            "/website/snippet/autocomplete",
            search_type="all",
            term=term,
            options=SEARCH_OPTIONS,
        )
    for model, record_id, field in world["records"][area]:
        found |= {
            f"{model} {way}": probe
            for way, probe in record_probes(visitor, model, record_id, field, marker)
        }
    message = world["messages"][area]
    found["message"] = lambda: visitor.call(
        "mail.message", "read", [message], ["body", "record_name"]
    )
    return found | dict(OTHER_PROBES[area](world, visitor))


def record_probes(visitor, model, record_id, field, marker):
    """Ways to read, search and count one record: (name, function)."""
    by_id, by_name = [["id", "=", record_id]], [[field, "ilike", marker]]
    names = {"domain": by_id, "fields": [field]}
    call = visitor.call
    return [
        ("read", lambda: call(model, "read", [record_id], [field])),
        ("search_read", lambda: call(model, "search_read", by_id, [field])),
        ("count", lambda: call(model, "search_count", by_name)),
        ("export", lambda: call(model, "export_data", [record_id], [field])),
        ("json-2", lambda: visitor.json2(model, "search_read", **names)),
        ("xml-rpc", lambda: visitor.xmlrpc(model, "read", [record_id], [field])),
    ]


def event_probes(world, visitor):
    """Snippets: a list of events, and one that is asked for by its id."""
    [xmlid] = world["admin"].call(
        "ir.model.data",
        "search_read",
        [["module", "=", "website_event"], ["name", "=", FILTER.partition(".")[2]]],
        ["res_id"],
    )
    path, layout = "/website/snippet/filters", {"template_key": LAYOUT}
    one = {"limit": 1, "res_model": "event.event"}
    one["res_id"] = world["records"]["events"][0][1]
    return [
        (
            "snippet",
            lambda: visitor.json(path, filter_id=xmlid["res_id"], limit=9, **layout),
        ),
        (
            "snippet of one",
            lambda: visitor.json(path, filter_id=False, **one, **layout),
        ),
    ]


def course_probes(world, visitor):
    """The profile, with the courses its user takes part in."""
    return [("profile", lambda: visitor.get(f"/profile/user/{visitor.uid}")[1])]


OTHER_PROBES = {"events": event_probes, "courses": course_probes}


def run(world, area, name="aa"):
    """The names of an area's probes that find something, and of those that do not."""
    marker = world["areas"][area]["marker"]
    found, missed = [], []
    for way, probe in all_probes(world, area, name).items():
        (found if probes.is_found(probe(), marker) else missed).append(way)
    return found, missed


def words(text):
    """The text of a page."""
    return " ".join(lxml.html.fromstring(text).text_content().split())


@pytest.mark.parametrize("area", AREAS)
def test_an_area_off_answers_nothing(world, switch, area):
    server = world["server"]
    __, missed = run(world, area)
    assert not missed, f"these probes prove nothing: {missed}"
    visitor, french = world["visitors"]["aa"], PortalSession(server, "aa", PASSWORD)
    switch(area)
    assert not run(world, area)[0]
    for page in world["pages"][area]:
        status, text = visitor.get(page)
        assert status == 403, page
        assert f"Switched off for your account: {area.capitalize()}" in words(text)
        assert french.get(f"/fr{page}")[0] == 403, page
    other = AREAS[1 - AREAS.index(area)]
    assert not run(world, other)[1], "the other area is unaffected"
    assert not run(world, area, "bb")[1], "another customer is unaffected"
    switch()
    assert not run(world, area)[1], "on again"


MENU_BARS = {"desktop": "#top_menu", "phone": "#top_menu_collapse_mobile"}
EVERYTHING = {
    *("Home", "Shop", "Events", "Courses", "Contact us"),
    *("Learn", "Free courses", "Calendar", "Library", "Evenings", "Evening events"),
}
# What goes with an area; a dropdown with nothing else goes, too
MENUS = {
    "events": {"Events", "Calendar", "Evenings", "Evening events"},
    "courses": {"Courses", "Free courses"},
}


def menus(visitor, path="/"):
    """The website's menus that a page offers, on wide screens and on phones alike."""
    page = lxml.html.fromstring(visitor.get(path)[1])
    wide, narrow = (
        {link.text_content().strip() for link in page.xpath(f"//*[@id='{bar[1:]}']//a")}
        for bar in MENU_BARS.values()
    )
    assert wide == narrow & EVERYTHING
    return wide


def test_menus_of_closed_pages_are_hidden(world, switch):
    visitor, server = world["visitors"]["aa"], world["server"]
    others = [
        world["visitors"]["bb"],
        PortalSession(server),
        PortalSession(server, "admin", "admin"),
    ]
    assert menus(visitor) == EVERYTHING
    for areas in (["events"], ["courses"], [], AREAS, ["events"]):
        switch(*areas)
        expected = EVERYTHING.difference(*(MENUS[area] for area in areas))
        # either worker, at once; and on the page that says "switched off"
        for path in ("/", "/my", "/contactus", "/shop", "/event", "/"):
            assert menus(visitor, path) == expected, path
        for other in others:
            assert menus(other) == EVERYTHING


def test_what_a_person_sees_of_it(world, switch, browser):
    switch("events")
    for kind in ("desktop", "phone"):
        # wide enough for all menus
        size = {"viewport": {"width": 1920, "height": 900}} if kind == "desktop" else {}
        page = getattr(browser, kind)(**size).new_page()
        sign_in(page, world["server"].url, "aa", PASSWORD)
        page.goto(f"{world['server'].url}/")
        if kind == "phone":
            page.locator("[data-bs-target='#top_menu_collapse_mobile']:visible").click()
        menu = page.locator(MENU_BARS[kind])
        menu.get_by_text("Courses", exact=True).first.wait_for()
        menu.get_by_text("Learn", exact=True).first.click()
        menu.get_by_text("Library", exact=True).first.wait_for()
        for name in MENUS["events"]:
            assert not menu.get_by_text(name, exact=True).count(), name
        page.goto(f"{world['server'].url}/event")
        assert page.locator("header").is_visible()
        assert "Switched off for your account: Events" in page.inner_text("#wrap")


def test_a_top_menu_with_nothing_left_is_empty(world, switch):
    """An event has a menu of its own, which stock would show in its place."""
    admin, visitor = world["admin"], world["visitors"]["aa"]
    [courses] = admin.call(
        "website.menu",
        "search",
        [["url", "=", "/slides"], ["website_id", "!=", False]],
    )
    others = [["parent_id.name", "like", "Top Menu"], ["id", "!=", courses]]
    admin.call("website.menu", "unlink", admin.call("website.menu", "search", others))
    assert menus(visitor) == {"Courses"}
    switch("courses")
    assert menus(visitor) == set()
