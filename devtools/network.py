"""Ports on 127.0.0.1."""

import socket

from devtools.console import DevError


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def require_free(port):
    """Raise DevError if somebody listens on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise DevError(
                f"Port {port} is not free, perhaps because of another ./dev run: stop "
                f"that one, or choose another port with ./dev run --port {free_port()}."
            ) from None
