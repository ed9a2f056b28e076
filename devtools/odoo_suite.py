"""Odoo's own test runner on an installed database, in a process of its own."""

import json
import os
import subprocess
import sys

from devtools.paths import ODOO_CONFIG, ROOT

PASSED = "passed"


def run(database, tags, results, log, bundles=False, nice=0):
    """Run the tests that `tags` select, and return `{id of the test: outcome}`.

    An outcome is PASSED, "skipped: reason" or the error. Returns None when the process
    broke off.

    :param list[str] tags: as Odoo's --test-tags names them
    :param Path results: the file for the outcomes
    :param Path log: the file for Odoo's log
    :param bool bundles: make the scripts and styles of all pages first, because tests
        in a browser wait for them for a limited time
    :param int nice: how much other processes come first
    """
    with log.open("w") as output:
        subprocess.run(
            [
                *(sys.executable, "-m", "devtools.stock_suite"),
                *(ODOO_CONFIG, database, ",".join(tags), results, "bundles" * bundles),
            ],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=lambda: os.nice(nice),
        )
    return json.loads(results.read_text()) if results.exists() else None
