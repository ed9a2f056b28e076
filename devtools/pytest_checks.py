"""What fails a test run besides a failing test: skips nobody expects, and log records.

A pytest plugin, loaded by pyproject.toml.
"""

import os
import re
from pathlib import Path

import pytest

from devtools import logcheck
from devtools.paths import LOGS

LOG_FOLDER = "DEV_TEST_LOGS"


def pytest_addoption(parser):
    parser.addini(
        "expected_skips",
        "Regular expressions on “test id: reason” of skips that may happen.",
        type="linelist",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item):
    return _refuse_skip(item, (yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(collector):
    return _refuse_skip(collector, (yield))


def _refuse_skip(node, report):
    """Turn the report of an unexpected skip into a failure."""
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if report.longrepr else ""
        skip = f"{node.nodeid}: {reason}"
        if not any(
            re.search(known, skip) for known in node.config.getini("expected_skips")
        ):
            report.outcome = "failed"
            report.longrepr = (
                f"Unexpected skip ({reason}): give the test what it lacks, or name it "
                "among expected_skips in pyproject.toml."
            )
    return report


def pytest_sessionfinish(session):
    """Fail the run if Odoo logged warnings or errors of ours.

    Servers that a test starts are checked by the fixture that stops them. Where there
    are workers, this is done once, when they have ended, for the logs of all.
    """
    folder = os.environ.get(LOG_FOLDER)
    if not folder:  # pytest was started by hand
        return
    if hasattr(session.config, "workerinput"):
        return
    logs = [*(LOGS / "templates").glob("*.log"), *Path(folder).glob("pytest.log*")]
    found = [text for log in logs if log.exists() for text in logcheck.problems(log)]
    if found:
        _add_failure(session, "Odoo's log", "\n".join(found))


def _add_failure(session, name, text):
    report = pytest.TestReport(
        nodeid=name,
        location=(name, None, name),
        keywords={},
        outcome="failed",
        longrepr=text,
        when="call",
    )
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    reporter.stats.setdefault("failed", []).append(report)
    session.exitstatus = pytest.ExitCode.TESTS_FAILED
