"""Installed on a company that has customers, and uninstalled: nothing changes."""

import json
import re
import urllib.request
from http.cookiejar import CookieJar

import pytest

from devtools import databases, odoo
from devtools.paths import ADDON

PASSWORD = "a good Passw0rd"
PAGES = ("/my", "/my/invoices", "/my/orders", "/my/quotes", "/my/account")
COUNTERS = ["invoice_count", "bill_count", "quotation_count", "order_count"]
MODELS = ("account.move", "account.move.line", "sale.order", "sale.order.line")
# what of the database is the addon's own
LEFT_BEHIND = """
SELECT 'table ' || table_name FROM information_schema.tables
 WHERE table_schema = 'public'
 UNION SELECT 'column ' || table_name || '.' || column_name
  FROM information_schema.columns WHERE table_schema = 'public'
 UNION SELECT 'model ' || model FROM ir_model
 UNION SELECT 'field ' || model || '.' || name FROM ir_model_fields
 UNION SELECT 'xmlid ' || module || '.' || name FROM ir_model_data
  WHERE module = 'customer_onboarding'
 UNION SELECT 'view ' || key FROM ir_ui_view WHERE key IS NOT NULL
 UNION SELECT 'rule ' || name FROM ir_rule
 UNION SELECT 'index ' || indexname FROM pg_indexes WHERE schemaname = 'public'
 UNION SELECT 'statistics ' || stxname FROM pg_statistic_ext
"""

# the greeting, what the profile lacks, and where invoices and goods go
ADDED = "o_portal_(?:greeting|profile|account_addresses)"


def portal_of(server, login):
    """All that a portal user is shown, without what changes with each request."""
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(CookieJar())
    )

    def fetch(path, data=None, kind="application/x-www-form-urlencoded"):
        request = urllib.request.Request(
            f"{server.url}{path}", data and data.encode(), {"Content-Type": kind}
        )
        return opener.open(request).read().decode()

    form = fetch("/web/login")
    token = re.search(r'name="csrf_token" value="([^"]*)"', form)[1]
    fetch("/web/login", f"csrf_token={token}&login={login}&password={PASSWORD}")
    counted = fetch(
        "/my/counters",
        json.dumps({"jsonrpc": "2.0", "params": {"counters": COUNTERS}}),
        "application/json",
    )
    shown = {path: words(fetch(path)) for path in PAGES}
    client = server.rpc(login, PASSWORD)
    found = {model: sorted(client.call(model, "search", [])) for model in MODELS}
    return shown | found | {"counters": json.loads(counted)["result"]}


def words(html):
    """The text of a page and its links, without scripts, styles and head.

    And without the sections that the addon adds to what was there.
    """
    html = re.sub(rf"<section[^>]*\b{ADDED}\b.*?</section>", " ", html, flags=re.S)
    body = re.sub(r"<(script|head|style)\b.*?</\1>", " ", html, flags=re.S)
    links = re.findall(r'href="(/[^"?]*)', body)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split()), links


@pytest.fixture(scope="module")
def stages(odoo_db, odoo_server, tmp_path_factory):
    """What two portal users and the database look like before, with and after it."""
    name = odoo_db("stock")
    log = tmp_path_factory.mktemp("install") / "install.log"
    odoo.call(name, "test.world.install", "_make", log=log)
    seen = {}

    def look(stage):
        server = odoo_server(name)
        seen[stage] = {login: portal_of(server, login) for login in ("anna", "bruno")}
        seen[stage]["printed"] = server.call("test.world.install", "_read_invoice")
        seen[stage]["database"] = {
            row for (row,) in databases.execute(LEFT_BEHIND, database=name)
        }
        server.stop(at_once=True)

    look("before")
    odoo.install(name, [ADDON], log=log)
    look("installed")
    odoo.call(name, "test.world.install", "_uninstall", ADDON, log=log)
    look("uninstalled")
    return seen


def test_there_is_something_to_see(stages):
    before = stages["before"]["anna"]
    assert len(before["account.move"]) == 2
    assert len(before["sale.order"]) >= 2
    assert before["counters"]["invoice_count"]
    assert before["account.move"] != stages["before"]["bruno"]["account.move"]
    assert "Invoice" in stages["before"]["printed"]


@pytest.mark.parametrize("stage", ["installed", "uninstalled"])
@pytest.mark.parametrize("login", ["anna", "bruno"])
def test_the_portal_is_as_before(stages, stage, login):
    assert stages[stage][login] == stages["before"][login]


@pytest.mark.parametrize("stage", ["installed", "uninstalled"])
def test_invoices_print_as_they_were_issued(stages, stage):
    assert stages[stage]["printed"] == stages["before"]["printed"]


def test_installing_adds_and_uninstalling_leaves_a_stock_database(stages):
    before, installed, after = (
        stages[stage]["database"] for stage in ("before", "installed", "uninstalled")
    )
    assert "table portal_area" in installed - before
    assert "column account_move.partner_invoice_id" in installed - before
    assert "statistics account_move_invoice_month" in installed - before
    assert after - before == set()
    assert before - after == set()
