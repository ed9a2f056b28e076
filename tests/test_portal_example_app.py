"""An app nobody here has heard of is covered by one record, without Python for it."""

import json

import portal_probes as probes
import pytest

from devtools import odoo

PASSWORD = "a good Passw0rd"
MARKER = "zzloanzz"
# what an administrator fills in under Configuration > Portal Areas
AREA = {
    "name": "Loans",
    "code": "loans",
    "module_names": "portal_example_app",
    "url_paths": "/my/loans",
    "counter_keys": "loan_count",
    "derived_fields": "example.reminder.loan_count\nexample.reminder.loan_title",
    "line_ids": [[0, 0, {"model_name": "example.loan"}]],
}


@pytest.fixture(scope="module")
def library(odoo_db, odoo_server, tmp_path_factory):
    """A server with the example app; its customers Anna and Bruno, each with a loan."""
    database = odoo_db("addon")
    log = tmp_path_factory.mktemp("install") / "install.log"
    odoo.install(database, ["portal_example_app"], log=log)
    server = odoo_server(database)
    people = server.call("test.world.app", "_make", ["anna", "bruno"])
    for name, person in people.items():
        person["visitor"] = probes.Visitor(server, name, PASSWORD, None)
    return {"server": server, "admin": server.rpc(), **people}


def seen(library, name):
    """What each way in tells a customer about their loan, by the way's name."""
    person = library[name]
    visitor, loan, reminder = person["visitor"], person["loan"], person["reminder"]
    by_name, about_it = [["name", "ilike", MARKER]], [["body", "ilike", MARKER]]

    def call(model, method, *args, **kwargs):
        return visitor.call(model, method, *args, **kwargs)

    def reminded(field):
        [values] = json.loads(call("example.reminder", "read", [reminder], [field]))
        return str(values[field] or "")

    def onchange(field, value, spec):
        """What a form shows of a value typed into it."""
        model, values = "example.reminder", {field: value} if value else {}
        answer = call(model, "onchange", [reminder], values, [], {field: spec})
        return str(json.loads(answer)["value"][field] or "")

    counters = json.loads(visitor.json("/my/counters", counters=["loan_count"]))
    named = {"fields": {"display_name": {}}}
    return {
        "card": "/my/loans" if 'href="/my/loans' in visitor.get("/my")[1] else "",
        "list": visitor.get("/my/loans")[1],
        "document": visitor.get(f"/my/loans/{loan}")[1],
        "counter": str(counters["loan_count"] or ""),
        "search": call("example.loan", "search_read", [], ["name"]),
        "read": call("example.loan", "read", [loan], ["name"]),
        "count": call("example.loan", "search_count", by_name).strip("0"),
        "xml-rpc": visitor.xmlrpc("example.loan", "search_read", [], ["name"]),
        "messages": call("mail.message", "search_read", about_it, ["body"]),
        "oracle": call(
            "example.reminder", "search_count", [["loan_id.name", "ilike", MARKER]]
        ).strip("0"),
        "name": reminded("loan_id"),
        "reference": reminded("about"),
        "number": reminded("loan_count"),
        "title": reminded("loan_title"),
        "copy": call("example.reminder", "copy_data", [reminder], {}),
        "form name": onchange("loan_id", loan, named),
        "form reference": onchange("about", f"example.loan,{loan}", named),
        "form number": onchange("loan_count", None, {}),
    }


def found(library, name):
    """The ways that tell of the loan: by its name, or by a number or a path."""
    return {
        way
        for way, text in seen(library, name).items()
        if MARKER in text or (0 < len(text) < 80 and text not in ("[]", '""'))
    }


def test_one_record_covers_an_unknown_app(library):
    admin, anna = library["admin"], library["anna"]
    every_way = set(seen(library, "anna"))
    assert found(library, "anna") == every_way
    area = admin.call("portal.area", "create", AREA)
    assert found(library, "anna") == every_way, "an area that is on"
    partner = [anna["partner"]]
    admin.call("res.partner", "write", partner, {"portal_off_area_ids": [[4, area]]})
    assert not found(library, "anna")
    assert previewed(library) == ("off", 1)
    assert found(library, "bruno") == every_way, "another customer"
    for path in ("/my/loans", f"/my/loans/{anna['loan']}"):
        status, text = anna["visitor"].get(path)
        assert status == 403, path
        assert "Switched off for your account: Loans" in text
    assert anna["visitor"].get("/my")[0] == 200
    # staff sent the link on purpose: the settings say whether it keeps working
    link = f"/my/loans/{anna['loan']}?access_token={anna['token']}"
    assert MARKER in anna["visitor"].get(link)[1]
    company = admin.call("res.company", "search", [])
    policy = {"portal_document_link_policy": "refuse_signed_in"}
    admin.call("res.company", "write", company, policy)
    assert MARKER not in anna["visitor"].get(link)[1]
    admin.call("res.partner", "write", partner, {"portal_off_area_ids": [[5]]})
    assert found(library, "anna") == every_way, "on again"
    assert previewed(library) == ("on", 1)


def previewed(library):
    """What the page for staff says of Anna's loans: on or off, and how many."""
    admin, anna = library["admin"], library["anna"]
    action = admin.call("res.partner", "action_preview_portal", [anna["partner"]])
    domain = [*action["domain"], ["area_id.code", "=", "loans"]]
    [line] = admin.call("portal.preview", "search_read", domain)
    return line["access"], line["document_count"]
