"""./dev test: the whole suite on a database of its own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from devtools import browser, databases, glue, postgres, templates, toolchain
from devtools import pytest_second_go as second_go
from devtools.console import step
from devtools.paths import LOGS, ODOO_CONFIG, ROOT
from devtools.pytest_checks import LOG_FOLDER
from devtools.pytest_workers import database_of

# each takes up to a gigabyte, with its servers and its browser
MOST_WORKERS = 8
# options of pytest that talk to a person
IN_ONE_PROCESS = {"--pdb", "--trace", "-s", "--capture=no", "--collect-only", "--co"}


def test(arguments):
    """Run pytest with `arguments`; return its exit code."""
    browser.program()
    toolchain.prepare()
    postgres.use()
    templates.drop_leftovers()
    os.environ[LOG_FOLDER] = str(_log_folder())
    workers = worker_count(arguments)
    database = templates.copy(glue.kind_for(arguments), world=True)
    made = [database]
    try:
        for number in range(workers):
            made.append(database_of(database, f"gw{number}"))
            databases.copy(database, made[-1])
        failed = _run(database, workers, arguments)
        names = second_go.take_names(os.environ[LOG_FOLDER])
        if names and not IN_ONE_PROCESS & set(arguments):
            step(f"Once more, because time ran out: {', '.join(names)}")
            failed = _run(database, 0, names)
        return failed
    except KeyboardInterrupt:
        return 130
    finally:
        for name in made:
            databases.drop(name)


def worker_count(arguments):
    """Return how many processes run the tests that pytest's `arguments` select.

    :return: 0 where the tests run in pytest's own process: of one file, in a debugger,
        or when the arguments say so (-n 0); tests wait a lot for other processes, so
        there are more than the machine has cores
    """
    for number, argument in enumerate(arguments):
        if match := re.fullmatch(r"(?:-n|--numprocesses=)(\d+)", argument):
            return int(match[1])
        if argument in ("-n", "--numprocesses") and arguments[number + 1 :]:
            return int(arguments[number + 1])
    if IN_ONE_PROCESS & set(arguments):
        return 0
    workers = max(2, min(MOST_WORKERS, len(os.sched_getaffinity(0)) * 3 // 2))
    named = {argument.partition("::")[0] for argument in arguments}
    files = [name for name in named if name.endswith(".py")]
    if not files or any((ROOT / name).is_dir() for name in named):
        return workers
    return min(workers, len(files)) if len(files) > 1 else 0


def _run(database, workers, arguments):
    """Run pytest to its end; return its exit code."""
    log = Path(os.environ[LOG_FOLDER]) / "pytest.log"
    # a worker that dies fails the run: its database is in nobody knows which state
    parallel = ["--dist=loadfile", "--no-loadscope-reorder", "--max-worker-restart=0"]
    command = [
        *(sys.executable, "-m", "pytest"),
        f"--odoo-config={ODOO_CONFIG}",
        f"--odoo-database={database}",
        # Without it, every HttpCase is skipped.
        "--odoo-http",
        "--odoo-log-level=warn",
        f"--odoo-extra=logfile={log}",
        *([f"--numprocesses={workers}", *parallel] if workers else []),
        *arguments,
    ]
    return subprocess.call(command, cwd=ROOT)


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
