"""Template databases: installed once, copied in half a second for each use.

stock   what the addon depends on, without it
addon   the addon, without demo data
demo    the addon, and the demo data of every app in it
peers   the apps of others that our glue addons extend, without ours
apps    all our addons on top of these
webapps Odoo's website with its shop, events and courses, without ours
website all our addons on top of these
"""

import hashlib
import os
from pathlib import Path

from devtools import databases, odoo, peers
from devtools.cache import locked
from devtools.console import step
from devtools.paths import ADDON, LOGS, ROOT, STATE, addons, manifest

PREFIX = "template_"
KINDS = ("stock", "addon", "demo", "peers", "apps", "webapps", "website")
# What holds none of our addons
WITHOUT_OURS = ("stock", "peers", "webapps")
# What a kind is installed on top of; our glue addons come along by themselves
BASES = {
    "addon": "stock",
    "peers": "stock",
    "apps": "peers",
    "webapps": "stock",
    "website": "webapps",
}
WORLDS = ROOT / "tests" / "addons" / "test_worlds"
# What no installed database depends on
IGNORED = {"tests", "__pycache__"}


def ensure(kind, world=False):
    """Return the name of the up-to-date template of `kind`, building it if need be.

    With `world`, the one for tests and benchmarks: its company has a chart of accounts,
    and the addon test_worlds makes data (see `devtools.odoo.call`).
    """
    title = f"world_{kind}" if world else kind
    name = f"{PREFIX}{title}_{_digest(kind, world)}"
    with locked(STATE / f"{PREFIX}{title}.lock"):
        if name not in databases.names():
            for stale in databases.names(f"{PREFIX}{title}_"):
                databases.drop(stale)
            step(f"Building the template database “{title}”")
            _build(kind, world, f"building_{title}")
            databases.rename(f"building_{title}", name)
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


def _digest(kind, world):
    release = odoo.source() / "odoo" / "release.py"
    parts = [str(release), str(release.stat().st_mtime), " ".join(_stock_modules())]
    if kind in ("peers", "apps"):
        parts += [*peers.modules(), str(peers.folder())]
    if kind in ("webapps", "website"):
        parts += peers.WEBSITE
    if kind not in WITHOUT_OURS:
        parts.append(sources_digest())
    if world:
        # not the models' code: databases made before work with it
        parts.append((WORLDS / "__manifest__.py").read_text())
        parts += sorted(path.name for path in WORLDS.glob("models/*.py"))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


def _stock_modules():
    return manifest(ROOT / ADDON)["depends"]


def _build(kind, world, name):
    log = LOGS / "templates" / f"{name}.log"
    log.unlink(missing_ok=True)
    databases.drop(name)
    if base := _base(kind, world):
        databases.copy(ensure(*base), name)
    options = ["--with-demo"] if kind == "demo" and not world else []
    odoo.install(name, _modules(kind, world), *options, log=log)
    if world and kind == "stock":
        odoo.call(name, "test.world", "_load_chart", log=log)


def _base(kind, world):
    """Return kind and world of what a template is installed on top of, or None."""
    if kind in BASES:
        return BASES[kind], world
    return (kind, False) if world else None


def _modules(kind, world):
    """Return the names of what is installed for `kind`, on top of its base."""
    if world and kind not in BASES:
        return [WORLDS.name]
    if kind == "stock":
        return _stock_modules()
    if kind == "peers":
        return peers.modules()
    return peers.WEBSITE if kind == "webapps" else [ADDON]


def copy(kind, world=False):
    """Return the name of a new database copied from the template of `kind`."""
    name = f"test_{kind}_{os.getpid()}_{os.urandom(3).hex()}"
    databases.copy(ensure(kind, world), name)
    return name


def drop_leftovers():
    """Drop the copies that processes which are gone have left behind."""
    for name in databases.names("test_"):
        if not Path(f"/proc/{name.split('_')[2]}").exists():
            databases.drop(name)
