"""Template databases: installed once, copied in half a second for each use.

stock   what the addon depends on, without it
addon   the addon, without demo data
demo    the addon, and the demo data of every app in it
peers   the apps of others that our glue addons extend, without ours
apps    all our addons on top of these
"""

import hashlib
import os
from pathlib import Path

from devtools import databases, odoo, peers
from devtools.cache import locked
from devtools.console import step
from devtools.paths import ADDON, LOGS, ROOT, STATE, addons, manifest

PREFIX = "template_"
KINDS = ("stock", "addon", "demo", "peers", "apps")
# What holds none of our addons
WITHOUT_OURS = ("stock", "peers")
# What no installed database depends on
IGNORED = {"tests", "__pycache__"}


def ensure(kind):
    """Return the name of the up-to-date template of `kind`, building it if need be."""
    name = f"{PREFIX}{kind}_{_digest(kind)}"
    with locked(STATE / f"{PREFIX}{kind}.lock"):
        if name not in databases.names():
            for stale in databases.names(f"{PREFIX}{kind}_"):
                databases.drop(stale)
            step(f"Building the template database “{kind}”")
            _build(kind, f"building_{kind}")
            databases.rename(f"building_{kind}", name)
    return name


def sources_digest():
    """Return a hash of everything in our addons that ends up in a database."""
    digest = hashlib.sha256()
    for addon in addons():
        for path in sorted(addon.rglob("*")):
            if path.is_file() and not IGNORED & set(path.relative_to(addon).parts):
                digest.update(str(path.relative_to(ROOT)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _digest(kind):
    release = odoo.source() / "odoo" / "release.py"
    parts = [str(release), str(release.stat().st_mtime), " ".join(_stock_modules())]
    if kind in ("peers", "apps"):
        parts += [*peers.modules(), str(peers.folder())]
    if kind not in WITHOUT_OURS:
        parts.append(sources_digest())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


def _stock_modules():
    return manifest(ROOT / ADDON)["depends"]


def _build(kind, name):
    log = LOGS / "templates" / f"{kind}.log"
    log.unlink(missing_ok=True)
    databases.drop(name)
    if kind == "stock":
        odoo.install(name, _stock_modules(), log=log)
    elif kind == "addon":
        databases.copy(ensure("stock"), name)
        odoo.install(name, [ADDON], log=log)
    elif kind == "peers":
        databases.copy(ensure("stock"), name)
        odoo.install(name, peers.modules(), log=log)
    elif kind == "apps":
        # glue addons come along by themselves
        databases.copy(ensure("peers"), name)
        odoo.install(name, [ADDON], log=log)
    else:
        odoo.install(name, [ADDON], "--with-demo", log=log)


def copy(kind):
    """Return the name of a new database copied from the template of `kind`."""
    name = f"test_{kind}_{os.getpid()}_{os.urandom(3).hex()}"
    databases.copy(ensure(kind), name)
    return name


def drop_leftovers():
    """Drop the copies that processes which are gone have left behind."""
    for name in databases.names("test_"):
        if not Path(f"/proc/{name.split('_')[2]}").exists():
            databases.drop(name)
