"""./dev stock-tests: Odoo's own tests without our addon and with it, compared.

Not part of continuous integration: the suites take a quarter of an hour or more on each
side. What came of a side is kept, and counts
again as long as nothing that its database is made of has changed: Odoo's is run once.
"""

import hashlib
import json
import time

from devtools import browser, databases, odoo_suite, postgres, templates, toolchain
from devtools.console import DevError, step
from devtools.paths import LOGS

MODULES = ("account", "sale", "product", "portal", "auth_signup", "mail")
# The template databases that are compared, the one without our addons first: those with
# them, and the suites that are run. Both sides hold the same modules of Odoo.
SIDES = {
    "stock": ("addon", MODULES),
    "peers": ("apps", (*MODULES, "project")),
    "webapps": ("website", ("website_sale", "portal", "sale", "auth_signup", "mail")),
}
LEAST_PRIORITY = 19
# Autovacuum takes the uncommitted rows of a long test for none at all, and queries
# that join them take minutes from then on.
NO_AUTOVACUUM = """
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT oid::regclass FROM pg_class
            WHERE relkind = 'r' AND relnamespace = current_schema::regnamespace
        LOOP
            EXECUTE format('ALTER TABLE %%s SET (autovacuum_enabled = off)', name);
        END LOOP;
    END $$
"""
FOLDER = LOGS / "stock-tests"
# Tests of Odoo's that contradict what the addon is for: (what they fail with, why)
JUSTIFIED = {
    "test_narration_translation_on_partner_language_change": (
        "UserError: The language of partner_a is locked",
        "the language of customers with invoices is locked, until staff unlock it",
    ),
    **dict.fromkeys(
        ("test_main_address_update", "test_success_url", "test_vat_update"),
        (
            "'p.p@example.com'",
            "a portal user's new email address counts once its link is opened",
        ),
    ),
}


def compare(without, selected):
    """Run the selected tests on both databases and print each difference.

    :param str without: one of SIDES
    :param list[str] selected: modules, or tests as Odoo's --test-tags names them
        without the slash ("sale:TestSaleOrder.test_sale_warnings"); none for the suites
        of SIDES
    :return: 1 if a test came out differently without a reason, else 0
    """
    browser.program()
    toolchain.prepare()
    postgres.use()
    templates.drop_leftovers()
    with_addon, modules = SIDES[without]
    tags = [f"/{name}" for name in selected or modules]
    return _report(_run(without, tags), _run(with_addon, tags))


def _run(kind, tags):
    """Return `{id of the test: what became of it}` on a copy of the template `kind`."""
    selected = ",".join(tags)
    digest = hashlib.sha256(selected.encode()).hexdigest()[:6]
    name = f"{templates.ensure(kind)}_{digest}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    results, log = FOLDER / f"{name}.json", FOLDER / f"{name}.log"
    if results.exists():
        outcomes = json.loads(results.read_text())
        step(f"“{kind}”, kept in {results}: {_count(outcomes)}")
        return outcomes
    database = templates.copy(kind)
    databases.execute(NO_AUTOVACUUM, database=database)
    step(f"Running {selected} on “{kind}”, logging to {log}")
    started = time.monotonic()
    try:
        # people work on this machine meanwhile
        outcomes = odoo_suite.run(
            database, tags, results, log, bundles=True, nice=LEAST_PRIORITY
        )
    finally:
        databases.drop(database)
    if outcomes is None:
        raise DevError(f"The tests on “{kind}” broke off: {log} tells why.")
    minutes = (time.monotonic() - started) / 60
    step(f"“{kind}”: {_count(outcomes)}, in {minutes:.0f} min")
    return outcomes


def _count(outcomes):
    """Return how many tests passed, were skipped and failed, for a person."""
    kinds = [_kind(outcome) for outcome in outcomes.values()]
    counts = [f"{kinds.count(kind)} {kind}" for kind in ("passed", "skipped", "failed")]
    return f"{len(kinds)} tests: {', '.join(counts)}"


def _kind(outcome):
    first = outcome.partition(":")[0]
    return first if first in ("passed", "skipped", "not run") else "failed"


def _report(without, with_addon):
    """Print the tests that did not come out the same.

    :return: 1 if there are any but JUSTIFIED ones, else 0
    """
    differing = 0
    for test in sorted(without.keys() | with_addon.keys()):
        outcomes = [side.get(test, "not run") for side in (without, with_addon)]
        kinds = [_kind(outcome) for outcome in outcomes]
        if kinds[0] != kinds[1]:
            print(f"\n{test}\n  without the addon: {kinds[0]}, with it: {kinds[1]}")
            error, reason = JUSTIFIED.get(test.rpartition(".")[2], (None, ""))
            if kinds == ["passed", "failed"] and error and error in outcomes[1]:
                print(f"  justified: {reason}")
                continue
            differing += 1
            errors = [
                text
                for text, kind in zip(outcomes, kinds, strict=True)
                if kind != "passed"
            ]
            print("\n".join(f"    {line}" for line in errors[-1].splitlines()[-12:]))
    alike = [test for test in without if _kind(without[test]) == "failed"]
    alike = [test for test in alike if _kind(with_addon.get(test, "")) == "failed"]
    if alike:
        print("\nFailed on both sides:", *alike, sep="\n  ")
    print(f"\n{differing} tests came out differently without a reason.")
    return int(bool(differing))
