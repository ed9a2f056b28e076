"""The tests of the glue addons, by Odoo's own runner, beside the apps they extend.

Each addon's outcome is a test here; what failed is in its message. To work on one test,
name its file: `./dev test customer_onboarding_project/tests/test_project_portal.py`.
"""

import pytest

from devtools import glue, logcheck, odoo_suite
from devtools.paths import ROOT


@pytest.fixture(scope="module")
def outcomes(odoo_db, tmp_path_factory):
    """Return a function from a kind of database to what became of each test on it."""
    known = {}

    def run(kind):
        if kind not in known:
            folder = tmp_path_factory.mktemp(kind)
            tags = [f"/{name}" for name in glue.names(kind)]
            log = folder / "odoo.log"
            results = odoo_suite.run(odoo_db(kind), tags, folder / "results.json", log)
            known[kind] = results, logcheck.problems(log)
        return known[kind]

    return run


@pytest.mark.parametrize("addon", glue.KINDS)
def test_addon(outcomes, addon):
    results, __ = outcomes(glue.KINDS[addon])
    of_addon = {
        test: outcome for test, outcome in results.items() if f".{addon}." in test
    }
    assert of_addon, "Odoo's runner finds no tests"
    assert set(of_addon.values()) == {odoo_suite.PASSED}, "\n\n".join(
        f"{test}\n{outcome}"
        for test, outcome in of_addon.items()
        if outcome != odoo_suite.PASSED
    )


@pytest.mark.parametrize("kind", sorted(set(glue.KINDS.values())))
def test_they_log_no_warning(outcomes, kind):
    __, problems = outcomes(kind)
    assert not problems, "\n".join(problems)


def test_each_has_tests():
    for addon in glue.KINDS:
        assert list((ROOT / addon / "tests").glob("test_*.py")), addon
