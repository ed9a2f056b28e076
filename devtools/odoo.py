"""Odoo 19 itself: where its source is, and how its processes are started."""

import json
import os
import subprocess
import sys
from pathlib import Path

from devtools import apt, files, peers
from devtools.cache import cached
from devtools.console import DevError
from devtools.paths import LOGS, ODOO_CONFIG, ODOO_DATA, ROOT, TOOLS

# Debian's package, and what its symbolic links lead to
PACKAGES = {
    "odoo-19": "",
    "libjs-jquery": "",
    "libjs-jquery-form": "",
    "libjs-underscore": "",
    "fonts-roboto-unhinted": "",
    "fonts-montserrat": "",
    "fonts-inconsolata": "",
    "fonts-ocr-b": "",
    "fonts-font-awesome": "4.7",
}
# Not put in `odoo/__main__.py`'s place: Python would find `odoo/http.py` as `http`.
LAUNCHER = "import odoo.cli\n\nodoo.cli.main()\n"


def source():
    """Return the folder to put on PYTHONPATH so that `import odoo` is Odoo 19.

    ODOO_PATH names an own checkout; else Debian's package is fetched into the cache.
    """
    if own := os.environ.get("ODOO_PATH"):
        path = Path(own).expanduser().resolve()
        release = path / "odoo" / "release.py"
        if not release.exists() or "version_info = (19, 0" not in release.read_text():
            raise DevError(
                f"ODOO_PATH={own} holds no Odoo 19: name the folder of an Odoo 19 "
                "checkout, the one with odoo-bin in it."
            )
        return path
    root = cached("odoo-19.0", "Downloading Odoo 19 (130 MB)", _fetch, megabytes=2500)
    return root / "usr/lib/python3/dist-packages"


def _fetch(folder):
    apt.unpack(PACKAGES, folder)
    package = folder / "usr/lib/python3/dist-packages/odoo"
    # Debian leaves this file out, and the backend's bundle logs an error without it.
    missing = package / "addons/mail/static/lib/selfie_segmentation"
    missing.mkdir(parents=True, exist_ok=True)
    (missing / "selfie_segmentation.js").touch()


def write_config():
    """Write the configuration every Odoo process of this clone shares."""
    # tests/addons: an example app, and the data of the tests
    folders = [str(ROOT), str(peers.folder()), str(ROOT / "tests" / "addons")]
    if (addons := source() / "addons").is_dir():
        folders.append(str(addons))
    TOOLS.mkdir(parents=True, exist_ok=True)
    ODOO_DATA.mkdir(exist_ok=True)
    LOGS.mkdir(exist_ok=True)
    files.write(TOOLS / "odoo", LAUNCHER)
    files.write(
        ODOO_CONFIG,
        "[options]\n"
        f"addons_path = {','.join(folders)}\n"
        f"data_dir = {ODOO_DATA}\n"
        "http_interface = 127.0.0.1\n"
        "max_cron_threads = 0\n"
        # A limit on address space would be inherited by Chromium, which needs more.
        "limit_memory_hard = 0\n"
        "limit_memory_soft = 0\n"
        "server_wide_modules = base,rpc,web\n",
    )


def command(*arguments, subcommand="server"):
    """Return the command line of an Odoo process with this clone's configuration."""
    python = [sys.executable, str(TOOLS / "odoo"), *subcommand.split()]
    return [*python, f"--config={ODOO_CONFIG}", *map(str, arguments)]


def run(title, *arguments, log, subcommand="server", **options):
    """Run an Odoo process to its end, its log in the file `log`.

    Raises DevError named after `title` when it fails.
    """
    called = command(*arguments, f"--logfile={log}", subcommand=subcommand)
    return _finish(title, called, log, **options)


def call(database, model, method, *args, log, **kwargs):
    """Return what `model.method(*args, **kwargs)` returns in a database.

    The method is called by the superuser in a process of its own, and committed. The
    arguments and the result are what JSON can hold.

    Raises DevError, with the traceback's last line, when the method raises.
    """
    options = [f"--config={ODOO_CONFIG}", f"--database={database}", "--no-http"]
    printed = _finish(
        f"{model}.{method} on {database}",
        [sys.executable, "-m", "devtools.odoo_call", *options, f"--logfile={log}"],
        log,
        stdin=None,
        input=json.dumps(
            {"model": model, "method": method, "args": args, "kwargs": kwargs}
        ),
    )
    return json.loads(printed.splitlines()[-1])


def _finish(title, command, log, **options):
    """Run a command that logs to `log` to its end; return what it printed."""
    log.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        **{"stdin": subprocess.DEVNULL, **options},
    )
    if done.returncode:
        reason = (done.stderr.strip() or log.read_text().strip()).splitlines()[-1:]
        raise DevError(f"{title} failed ({' '.join(reason)}): {log} tells why.")
    return done.stdout


def install(database, modules, *arguments, log):
    """Install `modules` in `database`, creating it if need be."""
    run(
        f"Installing {', '.join(modules)}",
        f"--database={database}",
        f"--init={','.join(modules)}",
        "--stop-after-init",
        "--no-http",
        "--log-level=warn",
        *arguments,
        log=log,
    )


def update(database, modules, log):
    """Upgrade `modules` in `database`."""
    run(
        f"Upgrading {', '.join(modules)}",
        f"--database={database}",
        f"--update={','.join(modules)}",
        "--stop-after-init",
        "--no-http",
        "--log-level=warn",
        log=log,
    )


def load_languages(database, languages, log):
    """Activate `languages` (codes such as "fr_FR") with their translations."""
    run(
        f"Loading {', '.join(languages)}",
        f"--database={database}",
        f"--load-language={','.join(languages)}",
        "--stop-after-init",
        "--no-http",
        "--log-level=warn",
        log=log,
    )
