"""Attack matrix: nothing of a switched-off area comes out, by any way in.

Over real HTTP, as a contact of a contact of the customer, with the apps of others
installed. A probe counts only if it finds its marker while the area is on.
"""

import json

import portal_probes as probes
import portal_world
import psycopg2
import pytest
from portal_world import AREAS, switch_off

from devtools.pdf_content import pdf_text

# What Odoo itself keeps from portal users, so that it proves nothing here
NOT_IN_ODOO = {
    # the test's data opens the timesheets' rows to programs, as an admin may
    "timesheets": {"name_search"},
    # deliveries reach the portal through pages alone
    "deliveries": {"records", "oracle messages"},
    "tasks": {"oracle messages"},
}


@pytest.fixture(scope="module")
def world(odoo_db, odoo_server):
    return portal_world.make(odoo_db, odoo_server)


def all_probes(world, area, who="aa", name="assistant"):
    """Every probe of an area, as a dict of name to function."""
    side = world[who]
    visitor, document = side["visitors"][name], side["documents"][area]
    refused = NOT_IN_ODOO.get(area, set())
    found = {
        path: lambda path=path: visitor.get(path)[1]
        for path in probes.page_probes(area, side)
    }
    if "records" not in refused:
        found |= dict(probes.record_probes(visitor, document))
    found |= dict(probes.chatter_probes(visitor, document))
    found |= dict(probes.link_probes(visitor, area, document["marker"]))
    found |= dict(probes.payment_probes(visitor, area, side, world["payment"]))
    if counter := probes.COUNTERS.get(area):
        found["counter"] = lambda: str(
            json.loads(visitor.json("/my/counters", counters=[counter]))[counter]
        )
    return {name: probe for name, probe in found.items() if name not in refused}


def run(world, area, **who):
    """The names of an area's probes that find something, and of those that do not."""
    marker = world[who.get("who", "aa")]["documents"][area]["marker"]
    found, missed = [], []
    for name, probe in all_probes(world, area, **who).items():
        (found if probes.is_found(probe(), marker) else missed).append(name)
    return found, missed


def linked_values(world, area):
    """The fields of other records that tell about an area: those with a value."""
    visitor = world["aa"]["visitors"]["assistant"]
    found = []
    for other, field in probes.ELSEWHERE.get(area, []):
        document = world["aa"]["documents"][other]
        text = visitor.call(document["model"], "read", [document["id"]], [field])
        if probes.is_value(text, field):
            found.append(f"{other}.{field}")
    return found


@pytest.mark.parametrize("area", AREAS)
def test_an_area_off_answers_nothing(world, area):
    switch_off(world)
    found, missed = run(world, area)
    assert not missed, f"these probes prove nothing: {missed}"
    expected = [f"{other}.{field}" for other, field in probes.ELSEWHERE.get(area, [])]
    assert linked_values(world, area) == expected
    switch_off(world, area)
    try:
        found, __ = run(world, area)
        assert not found
        assert not linked_values(world, area)
        colleague, __ = run(world, area, name="boss")
        assert not colleague, "the customer's switch counts for each of its users"
        __, missed = run(world, area, who="bb")
        assert not missed, "another customer is unaffected"
    finally:
        switch_off(world)
    page = probes.page_probes(area, world["aa"])[0]
    document = world["aa"]["documents"][area]
    text = world["aa"]["visitors"]["assistant"].get(page)[1]
    assert document["marker"] in text, "on again"


def test_a_sign_up_that_waits_gets_nothing(world):
    """Of no area, by no way in, for none of its contacts; its switches stay on."""
    switch_off(world)
    customer = [world["aa"]["partner"]]
    for state in ("waiting", "approved"):
        world["admin"].call("res.partner", "write", customer, {"signup_state": state})
        for area in AREAS:
            found, missed = run(world, area)
            values = linked_values(world, area)
            if state == "waiting":
                assert not found, area
                assert not values, area
                __, missed = run(world, area, who="bb")
            else:
                assert bool(values) == (area in probes.ELSEWHERE), area
            assert not missed, "others, and who is approved, get all"


@pytest.mark.parametrize("area", AREAS)
def test_other_pages_stay_and_hold_no_trace(world, area):
    visitor = world["aa"]["visitors"]["assistant"]
    marker = world["aa"]["documents"][area]["marker"]
    switch_off(world, area)
    try:
        own = set(probes.page_probes(area, world["aa"]))
        for other in AREAS:
            for path in set(probes.page_probes(other, world["aa"])) - own:
                if is_page_of(world, path, area):
                    continue
                status, text = visitor.get(path)
                assert status == 200, path
                assert marker not in text, path
    finally:
        switch_off(world)


def is_page_of(world, path, area):
    """Whether a page shows one document of an area (with others' on it)."""
    document = world["aa"]["documents"][area]
    pages = {"orders": "/my/orders/", "tasks": "/my/tasks/"}
    pages |= {"projects": "/my/projects/"}
    return area in pages and path.startswith(f"{pages[area]}{document['id']}")


def test_documents_opened_as_superuser_offer_no_hidden_timesheets(world):
    """The pages of orders and invoices are rendered in the superuser's environment."""
    visitor = world["aa"]["visitors"]["assistant"]
    documents = world["aa"]["documents"]
    pages = [
        f"/my/{kind}/{documents[kind]['id']}{token}"
        for kind in ("orders", "invoices")
        for token in ("", f"?access_token={documents[kind]['token']}")
    ]
    for page in pages:
        assert "View Timesheet" in visitor.get(page)[1], page
    switch_off(world, "timesheets")
    try:
        for page in pages:
            status, text = visitor.get(page)
            assert status == 200, page
            assert "View Timesheet" not in text, page
    finally:
        switch_off(world)


def test_delivery_slips_follow_the_policy_of_links(world):
    """They are opened with the token of their order."""
    admin, documents = world["admin"], world["aa"]["documents"]
    slip = (
        f"/my/picking/pdf/{documents['deliveries']['id']}"
        f"?access_token={documents['orders']['token']}"
    )
    stranger = world["bb"]["visitors"]["assistant"]
    visitors = {"nobody": probes.PortalSession(world["server"]), "stranger": stranger}
    companies = admin.call("res.company", "search", [])

    def opened(policy):
        values = {"portal_document_link_policy": policy}
        admin.call("res.company", "write", companies, values)
        return {
            name: visitor.fetch(slip)[1].startswith(b"%PDF")
            for name, visitor in visitors.items()
        }

    try:
        assert opened("refuse") == {"nobody": True, "stranger": True}, "it is on"
        switch_off(world, "deliveries")
        assert opened("keep") == {"nobody": True, "stranger": True}
        assert opened("refuse") == {"nobody": False, "stranger": False}
    finally:
        opened("keep")
        switch_off(world)


def test_portal_users_do_without_an_area_that_is_gone(world):
    """Deleted in an older database: hours are shown to nobody, and nothing fails."""
    visitor = world["aa"]["visitors"]["assistant"]
    task = f"/my/tasks/{world['aa']['documents']['tasks']['id']}"
    with psycopg2.connect(dbname=world["server"].database) as connection:
        connection.cursor().execute(
            "UPDATE portal_area SET code = 'gone' WHERE code = 'timesheets'"
        )
    rename = [world["areas"]["timesheets"]], {"icon": "fa-clock-o"}
    world["admin"].call("portal.area", "write", *rename)
    try:
        status, text = visitor.get(task)
        assert status == 200
        assert "Progress:" not in text
    finally:
        values = {"code": "timesheets"}
        world["admin"].call("portal.area", "write", rename[0], values)
    assert "Progress:" in visitor.get(task)[1]


def test_a_contact_is_restricted_alone(world):
    switch_off(world, "tickets", partner=world["aa"]["boss"])
    try:
        assert not run(world, "tickets", name="boss")[0]
        assert not run(world, "tickets", name="assistant")[1]
    finally:
        switch_off(world, partner=world["aa"]["boss"])


def test_a_page_typed_by_hand_says_why(world):
    visitor = world["aa"]["visitors"]["assistant"]
    switch_off(world, "tickets")
    try:
        for path in ("/my/tickets", "/my/ticket/1", "/new/ticket", "/ticket/close"):
            status, text = visitor.get(path)
            assert status == 403, path
            assert "Switched off for your account: Tickets" in text
    finally:
        switch_off(world)


def test_task_pages_of_a_project_that_stays(world):
    """Those below a hidden task say why; the project's own link follows the policy."""
    visitor, admin = world["aa"]["visitors"]["assistant"], world["admin"]
    project, task = (world["aa"]["documents"][area] for area in ("projects", "tasks"))
    path = f"/my/projects/{project['id']}/task/{task['id']}"
    pages = [path, f"{path}/subtasks", f"{path}/recurrent_tasks"]
    link = f"{path}?access_token={project['token']}"
    for page in [*pages, link]:
        assert visitor.get(page)[0] == 200, page
    switch_off(world, "tasks")
    try:
        for page in pages:
            status, text = visitor.get(page)
            assert status == 403, page
            assert "Switched off for your account: Tasks" in text
        for policy, expected in (("keep", 200), ("refuse_signed_in", 403)):
            values = {"portal_document_link_policy": policy}
            companies = admin.call("res.company", "search", [])
            admin.call("res.company", "write", companies, values)
            status, text = visitor.get(link)
            assert status == expected, policy
            assert (task["marker"] in text) == (policy == "keep")
    finally:
        values = {"portal_document_link_policy": "keep"}
        admin.call("res.company", "write", companies, values)
        switch_off(world)


def test_hours_are_not_summed_up(world):
    """Above the list of tasks, and beside each of them."""
    visitor = world["aa"]["visitors"]["assistant"]
    project = world["aa"]["documents"]["projects"]["id"]
    task = world["aa"]["documents"]["tasks"]["id"]
    texts = {
        "/my/tasks": ("Total:", "Time Spent"),
        f"/my/projects/{project}": ("Total:", "Time Spent"),
        f"/my/tasks/{task}": ("Progress:",),
    }
    for page, labels in texts.items():
        assert all(label in visitor.get(page)[1] for label in labels), page
    switch_off(world, "timesheets")
    try:
        for page, labels in texts.items():
            status, text = visitor.get(page)
            assert status == 200, page
            assert not any(label in text for label in labels), page
    finally:
        switch_off(world)


def test_every_worker_obeys_at_once_without_a_signal(world):
    visitor = world["aa"]["visitors"]["assistant"]
    invoice = world["aa"]["documents"]["invoices"]

    def count():
        domain = [["id", "=", invoice["id"]]]
        return json.loads(visitor.call("account.move", "search_count", domain))

    before = signals(world["server"].database)
    for __ in range(5):
        switch_off(world, "invoices")
        assert [count() for __ in range(8)] == [0] * 8
        switch_off(world)
        assert [count() for __ in range(8)] == [1] * 8
    assert signals(world["server"].database) == before


def signals(database):
    """The state of the tables by which workers tell each other to drop caches."""
    with psycopg2.connect(dbname=database) as connection:
        cursor = connection.cursor()
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'orm_signaling_%' "
            "AND relkind IN ('r', 'S') ORDER BY relname"
        )
        state = {}
        for (name,) in cursor.fetchall():
            column = "last_value" if name.endswith("_seq") else "max(id)"
            cursor.execute(f"SELECT {column} FROM {name}")
            state[name] = cursor.fetchone()
    assert state
    return state


@pytest.mark.parametrize("area", ["orders", "invoices", "purchases"])
def test_a_pdf_is_not_downloaded(world, area):
    visitor = world["aa"]["visitors"]["assistant"]
    path = probes.report_path(area, world["aa"], "pdf") + "&download=true"
    status, content = visitor.fetch(path)
    assert status == 200
    assert world["aa"]["documents"][area]["marker"] in pdf_text(content)
    switch_off(world, area)
    try:
        for way in (path, f"{path}&access_token=junk"):
            status, content = visitor.fetch(way)
            assert status == 403, way
            assert not content.startswith(b"%PDF"), way
    finally:
        switch_off(world)


def test_the_page_for_staff_counts_what_the_portal_shows(world):
    """What *What Will This Customer See?* says, beside the portal's own counters."""
    admin, visitor = world["admin"], world["aa"]["visitors"]["assistant"]
    action = admin.call("res.partner", "action_preview_portal", [world["aa"]["boss"]])
    lines = admin.call("portal.preview", "search_read", action["domain"])
    told = {line["area_id"][0]: line for line in lines if line["area_id"]}
    for area, counter in probes.COUNTERS.items():
        line = told[world["areas"][area]]
        shown = json.loads(visitor.json("/my/counters", counters=[counter]))[counter]
        assert line["access"] == "on", area
        # some of Odoo's counters stop at one
        assert 1 <= shown <= line["document_count"], area
    assert told[world["areas"]["deliveries"]]["document_count"] == 1


def test_nobody_closes_a_ticket_of_others(world):
    """Odoo closes any ticket by its number."""
    admin, theirs = world["admin"], world["bb"]["documents"]["tickets"]["id"]
    own = world["aa"]["documents"]["tickets"]["id"]
    stages = admin.call("helpdesk.ticket.stage", "search", [["closed", "=", True]])
    admin.call("helpdesk.ticket.stage", "write", stages, {"close_from_portal": True})
    visitor = world["aa"]["visitors"]["assistant"]

    def close(ticket):
        visitor.get(f"/ticket/close?ticket_id={ticket}&stage_id={stages[0]}")
        [values] = admin.call("helpdesk.ticket", "read", [ticket], ["stage_id"])
        return values["stage_id"][0] == stages[0]

    assert not close(theirs)
    switch_off(world, "tickets")
    assert not close(own)
    switch_off(world)
    assert close(own)


def test_contract_lines_of_others_are_not_read(world):
    """The contract app has no rule for them."""
    visitor = world["aa"]["visitors"]["assistant"]
    for model, field in (
        ("contract.line", "name"),
        ("contract.modification", "description"),
    ):
        text = visitor.call(model, "search_read", [], [field])
        assert "zzcontractsaazz" in text
        assert "zzcontractsbbzz" not in text
