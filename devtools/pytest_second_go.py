"""Writes down the files whose tests failed for lack of time alone.

A pytest plugin, loaded by pyproject.toml. On a busy machine a page may not be ready in
time, which says nothing of the code. `devtools.testing` runs these files once more, in
a process and with databases of their own: what a test had made by then would be in its
way.
"""

import os
import re
from pathlib import Path

import pytest

from devtools.pytest_checks import LOG_FOLDER

# in the folder of the run's logs: names of files, a line each
NAMES = "out_of_time"
# as Playwright says it; of our own waits none is meant
OUT_OF_TIME = re.compile(r"^playwright\S+\bTimeoutError: .*\bTimeout \d+ms exceeded")


# after the plugin that adds what Odoo logged to the failures
@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Name the files of failed tests, if each of these ran out of time."""
    folder = os.environ.get(LOG_FOLDER)
    if not folder or hasattr(session.config, "workerinput"):
        return
    if session.shouldfail or session.shouldstop:
        # with -x: a second go would pass over the tests that never ran
        return
    stats = session.config.pluginmanager.get_plugin("terminalreporter").stats
    failed = [*stats.get("failed", ()), *stats.get("error", ())]
    if all(map(_ran_out_of_time, failed)):
        names = dict.fromkeys(report.nodeid.partition("::")[0] for report in failed)
        Path(folder, NAMES).write_text("\n".join(names))


def take_names(folder):
    """Return the files that the last run with logs in `folder` named; forget them."""
    file = Path(folder, NAMES)
    names = file.read_text().splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    return names


def _ran_out_of_time(report):
    crash = getattr(report.longrepr, "reprcrash", None)
    return bool(crash and OUT_OF_TIME.search(crash.message))
