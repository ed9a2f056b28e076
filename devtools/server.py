"""A real Odoo server in processes of its own, for people and for tests."""

import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request

from devtools import databases, odoo
from devtools.console import DevError
from devtools.network import free_port
from devtools.rpc import Client

START_TIMEOUT = 180  # seconds; the first page may have to load a registry
STOP_TIMEOUT = 15  # seconds


class Server:
    """Odoo serving `database` on `url`, mailing to `mailbox`, logging to `log_path`.

    With `workers`, requests go to that many processes, and the bus to one more. Cron
    jobs run only when asked for (`run_cron`), unless `cron_threads` says otherwise. The
    addons `load` are at work in the server itself, for all databases.
    """

    def __init__(
        self,
        database,
        mailbox,
        log_path,
        *,
        port=None,
        workers=0,
        cron_threads=0,
        load=(),
    ):
        self.database = database
        self.mailbox = mailbox
        self.log_path = log_path
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.expected_log = []
        self._options = [
            f"--database={database}",
            f"--db-filter=^{re.escape(database)}$",
            f"--http-port={self.port}",
            f"--gevent-port={free_port()}",
            f"--workers={workers}",
            f"--max-cron-threads={cron_threads}",
            f"--logfile={log_path}",
            "--smtp=127.0.0.1",
            f"--smtp-port={mailbox.port}",
        ]
        if load:
            self._options.append("--load=" + ",".join(("base", "rpc", "web", *load)))
        self.process = None

    def start(self, *arguments):
        """Start the server and return once it answers.

        Raises DevError when it stops or stays silent instead.
        """
        for key in ("web.base.url", "report.url"):
            databases.set_parameter(self.database, key, self.url)
        self.log_path.parent.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            odoo.command(*self._options, *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Ctrl-C goes to ./dev alone, which then stops what it started.
            start_new_session=True,
        )
        deadline = time.monotonic() + START_TIMEOUT
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise DevError(f"Odoo did not start: {self.log_path} tells why.")
            time.sleep(0.2)
        return self

    def stop(self, at_once=False):
        """Stop all processes of the server.

        :param bool at_once: give them no time to end what they are at; an orderly stop
            takes some seconds
        """
        if not self.process:
            return
        for number in (signal.SIGTERM, signal.SIGKILL)[at_once:]:
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(STOP_TIMEOUT)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue

    def rpc(self, login="admin", password="admin"):
        """Return a JSON-RPC client signed in as `login`."""
        return Client(self.url, self.database, login, password)

    def call(self, model, method, *args, **kwargs):
        """Return what a method returns that no user may call, see `odoo.call`."""
        call = (self.database, model, method)
        return odoo.call(*call, *args, log=self.log_path, **kwargs)

    def run_cron(self, xmlid):
        """Run the scheduled action `xmlid` now, as an administrator's click would."""
        module, name = xmlid.split(".")
        domain = [("module", "=", module), ("name", "=", name)]
        client = self.rpc()
        [found] = client.call("ir.model.data", "search_read", domain, ["res_id"])
        client.call("ir.cron", "method_direct_trigger", [found["res_id"]])

    @property
    def log(self):
        """The text of the server's log so far."""
        return self.log_path.read_text() if self.log_path.exists() else ""

    def expect_log(self, pattern):
        """Let warnings and errors that match the regular expression pass."""
        self.expected_log.append(pattern)

    def _answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/web/health", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False
