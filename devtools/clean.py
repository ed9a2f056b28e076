"""./dev clean: give back the disk."""

import shutil

from devtools.console import DevError, step
from devtools.paths import CACHE, RUNNING, STATE

POSTMASTER = STATE / "postgres" / "data" / "postmaster.pid"


def clean(everything):
    """Remove this clone's state, and with `everything` the downloads all clones share.

    Raises DevError while something of this clone runs.
    """
    if RUNNING.exists() or POSTMASTER.exists():
        raise DevError(
            "This clone's Odoo or PostgreSQL is running: stop ./dev run or ./dev test "
            f"first; if it was killed, remove {RUNNING} and {POSTMASTER}."
        )
    for folder in [STATE, CACHE] if everything else [STATE]:
        if folder.exists():
            step(f"Removing {folder}")
            shutil.rmtree(folder)
