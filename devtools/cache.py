"""Downloads shared by all clones: built once, whole or not at all."""

import fcntl
import shutil
from contextlib import contextmanager

from devtools.console import DevError, step
from devtools.paths import CACHE

MARK = ".complete"


@contextmanager
def locked(path):
    """Hold an exclusive lock on the file `path`, waiting for whoever has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def cached(name, title, build, megabytes=0):
    """Return the folder `name` of the cache, built by `build(folder)` if need be.

    A folder counts once `build` has returned (a mark is left in it); one that was
    interrupted is built anew. It is built in place, not renamed into it, because
    virtual environments hold their own path. `megabytes` is the room it takes.
    """
    folder = CACHE / name
    if (folder / MARK).exists():
        return folder
    with locked(CACHE / "locks" / name):
        if not (folder / MARK).exists():
            step(title)
            require_room(megabytes)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            build(folder)
            (folder / MARK).touch()
    return folder


def require_room(megabytes):
    """Raise DevError if the cache's disk has less than `megabytes` free."""
    free = shutil.disk_usage(CACHE).free // 2**20
    if free < megabytes:
        raise DevError(
            f"{CACHE} has {free} MB left, and this needs {megabytes} MB: free some "
            "room, or move the downloads with XDG_CACHE_HOME."
        )
