"""./dev test: the whole suite on a database of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from devtools import browser, databases, postgres, templates, toolchain
from devtools.paths import LOGS, ODOO_CONFIG, ROOT
from devtools.pytest_checks import LOG_FOLDER


def test(arguments):
    """Run pytest with `arguments`; return its exit code."""
    browser.program()
    toolchain.prepare()
    postgres.use()
    templates.drop_leftovers()
    os.environ[LOG_FOLDER] = str(_log_folder())
    database = templates.copy("addon", world=True)
    try:
        return subprocess.call(_command(database, arguments), cwd=ROOT)
    except KeyboardInterrupt:
        return 130
    finally:
        databases.drop(database)


def _command(database, arguments):
    log = Path(os.environ[LOG_FOLDER]) / "pytest.log"
    return [
        *(sys.executable, "-m", "pytest"),
        f"--odoo-config={ODOO_CONFIG}",
        f"--odoo-database={database}",
        # Without it, every HttpCase is skipped.
        "--odoo-http",
        "--odoo-log-level=warn",
        f"--odoo-extra=logfile={log}",
        *arguments,
    ]


def _log_folder():
    """Return a new folder for this run's logs; those of finished runs are removed."""
    parent = LOGS / "test"
    parent.mkdir(parents=True, exist_ok=True)
    for old in parent.iterdir():
        if not Path(f"/proc/{old.name}").exists():
            shutil.rmtree(old)
    folder = parent / str(os.getpid())
    folder.mkdir()
    return folder
