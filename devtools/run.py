"""./dev run and what works on the running database: shell and update."""

import json
import os
import signal
import subprocess

from devtools import databases, odoo, postgres, templates, toolchain
from devtools.console import DevError, step
from devtools.mailbox import Mailbox
from devtools.network import require_free
from devtools.paths import ADDON, BESIDE, LOGS, MAILS, RUNNING, STATE
from devtools.server import Server

LOGINS = {
    True: "admin/admin (administrator), demo/demo (staff), portal/portal (customer)",
    False: "admin/admin",
}


def run(port, database, demo):
    """Serve `database` on `port` until Ctrl-C; make it first if it does not exist."""
    require_free(port)
    signal.signal(signal.SIGTERM, _interrupt)
    toolchain.prepare()
    postgres.use()
    arguments = _prepare_database(database, demo)
    mailbox = Mailbox(MAILS)
    log = LOGS / "run.log"
    server = Server(database, mailbox, log, port=port, cron_threads=1)
    try:
        step(f"Starting Odoo on the database {database}")
        server.start(*arguments)
        _remember_sources(database)
        RUNNING.write_text(
            json.dumps({"pid": server.process.pid, "database": database})
        )
        print(
            f"\n  Odoo    {server.url}\n"
            f"  logins  {LOGINS[demo]}\n"
            f"  mails   {MAILS} (./dev mail lists them)\n"
            f"  log     {log}\n\n"
            "Ctrl-C stops it.",
            flush=True,
        )
        code = server.process.wait()
        raise DevError(f"Odoo stopped by itself (exit code {code}): {log} tells why.")
    except KeyboardInterrupt:
        step("Stopping")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        RUNNING.unlink(missing_ok=True)
        server.stop()
        mailbox.stop()


def shell():
    """Open an Odoo shell on the running database, or the development one."""
    toolchain.prepare()
    postgres.use()
    database = _current_database()
    options = [f"--database={database}", "--no-http", "--log-level=warn"]
    return subprocess.call(odoo.command(*options, subcommand="shell"))


def update():
    """Upgrade the addon in the running database, and reload the server's code."""
    toolchain.prepare()
    postgres.use()
    database = _current_database()
    step(f"Upgrading {ADDON} in {database}")
    odoo.update(database, [ADDON, *BESIDE], log=LOGS / "update.log")
    _remember_sources(database)
    if running := _running():
        os.kill(running["pid"], signal.SIGHUP)
        step("The server reloads its code")


def _interrupt(_number, _frame):
    raise KeyboardInterrupt


def _prepare_database(name, demo):
    """Have a database of this name; return the arguments that bring it up to date."""
    if name not in databases.names():
        databases.copy(templates.ensure("demo" if demo else "addon"), name)
        _remember_sources(name)
        return []
    if _sources_mark(name).exists() and (
        _sources_mark(name).read_text() == templates.sources_digest()
    ):
        return []
    step(f"{ADDON} has changed since: it is upgraded in {name}")
    # a database made before one of them was written gets it, too
    return [f"--update={ADDON}", f"--init={','.join(BESIDE)}"]


def _remember_sources(database):
    """Note with which state of the addon's files `database` was last upgraded."""
    _sources_mark(database).write_text(templates.sources_digest())


def _sources_mark(database):
    return STATE / f"{database}.sources"


def _running():
    """Return `pid` and `database` of this clone's running server, or None."""
    if not RUNNING.exists():
        return None
    running = json.loads(RUNNING.read_text())
    try:
        os.kill(running["pid"], 0)
    except ProcessLookupError:
        return None
    return running


def _current_database():
    running = _running()
    name = running["database"] if running else ADDON
    if name not in databases.names():
        raise DevError(f"There is no database {name} yet: ./dev run makes it.")
    return name
