"""Whether other hosts, which fonts in Odoo's style sheets name, answer at all."""

import os
import socket
import threading
import time
from urllib.parse import urlsplit

# seconds; an answer is asked for by whoever prints
TIMEOUT = 1
# seconds that an answer counts
LIFETIME = 600
# where the PDF program takes its proxy from
PROXIES = ("proxy", "all_proxy", "http_proxy", "https_proxy")
_answers = {}


def is_out_of_reach(address):
    """Whether it is certain that the PDF program cannot load a file of another host.

    Then Odoo's own print is without it, too.

    :param str address: of the file, with ``http:`` or ``https:`` or neither
    :rtype: bool
    """
    if any(os.environ.get(name) or os.environ.get(name.upper()) for name in PROXIES):
        return False
    try:
        parts = urlsplit(address)
        target = parts.hostname, parts.port or (80 if parts.scheme == "http" else 443)
    except ValueError:
        return False
    known = _answers.get(target)
    if not known or known[1] < time.monotonic():
        known = _ask(target), time.monotonic() + LIFETIME
        _answers[target] = known
    return known[0]


def _ask(target):
    """Try to connect; what takes long may still answer somebody else."""
    failed = threading.Event()

    def connect():
        try:
            socket.create_connection(target, timeout=TIMEOUT).close()
        except OSError as error:
            if not isinstance(error, TimeoutError):
                failed.set()

    asking = threading.Thread(target=connect, daemon=True)
    asking.start()
    asking.join(TIMEOUT)
    return failed.is_set()
