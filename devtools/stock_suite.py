"""Runs Odoo's own tests on an installed database and writes down what became of each.

A process of its own, started by `devtools.odoo_suite`:
`python -m devtools.stock_suite CONFIG DATABASE TEST_TAGS RESULTS BUNDLES`. Each test
that is begun is told on standard output, so that a long run can be watched.

Odoo runs tests of the position "at_install" while it loads the modules, before an
addon that comes later is there. Here all tests run when everything is loaded, so that
they meet the addon.
"""

import json
import sys
from pathlib import Path

from odoo import SUPERUSER_ID, api, http, tools
from odoo.modules.registry import Registry
from odoo.service import server
from odoo.tests import loader
from odoo.tests.result import OdooTestResult

from devtools.network import free_port
from devtools.odoo_suite import PASSED

SKIPPED = "skipped"


class Results(OdooTestResult):
    """Odoo's result of a suite, which also keeps what became of each test.

    `outcomes` is `{id of the test: "passed", "skipped: reason" or the error}`.
    """

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.outcomes = {}

    def startTest(self, test):  # noqa: N802
        self.outcomes[test.id()] = PASSED
        print(len(self.outcomes), test.id(), flush=True)
        super().startTest(test)

    def addSkip(self, test, reason):  # noqa: N802
        self.outcomes[test.id()] = f"{SKIPPED}: {reason}"
        super().addSkip(test, reason)

    def logError(self, flavour, test, error):  # noqa: N802
        """Keep an error; Odoo calls this for tests, subtests and set-ups of classes."""
        text = self._exc_info_to_string(error, test)
        # a subtest is told with the test it is part of
        id_ = getattr(test, "test_case", test).id()
        known = self.outcomes.get(id_, PASSED)
        self.outcomes[id_] = text if known == PASSED else f"{known}\n{text}"
        super().logError(flavour, test, error)


def main(config, database, tags, results_path, bundles):
    """Run the tests that `tags` selects; write their outcomes as JSON.

    :param str bundles: empty, not to make the scripts and styles of pages first
    """
    port = f"--http-port={free_port()}"
    options = [f"--config={config}", f"--database={database}", port]
    tools.config.parse_config([*options, "--log-level=warn", "--http-interface="])
    registry = Registry(database)
    # only now: Odoo would run the tests of each module while loading it
    tools.config.parse_config(
        [*options, "--log-level=warn", "--http-interface=", f"--test-tags={tags}"]
    )
    server.load_server_wide_modules()
    server.server = server.ThreadedServer(http.root)
    server.server.start(stop=False)
    if bundles:
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["ir.qweb"]._pregenerate_assets_bundles()
    loader.OdooTestResult = Results
    outcomes = {}
    for position in ("at_install", "post_install"):
        suite = loader.make_suite(sorted(registry._init_modules), position)
        outcomes |= loader.run_suite(suite, registry._assertion_report).outcomes
    # where somebody stopped the run, its database is gone, and no outcome counts
    with registry.cursor() as cr:
        cr.execute("SELECT 1")
    Path(results_path).write_text(json.dumps(outcomes, indent=1))
    server.server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
