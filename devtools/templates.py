"""Template databases: installed once, copied in half a second for each use.

stock   what the addon depends on, without it
addon   the addon and those that stand beside it, without demo data
demo    the addon, and the demo data of every app in it
peers   the apps of others that our glue addons extend, without ours
apps    all our addons on top of these
webapps Odoo's website with its shop, events and courses, without ours
website all our addons on top of these
jobs    the addon with the OCA's queue of jobs
addresses  the addon with apps that take addresses, or choose them
offices the website's apps with Odoo's other apps that know partners, without ours
beside  all our addons on top of these
oca     the OCA's addons for the form of partners, on top of the addon

Tests and benchmarks use the templates that begin with "world_": their company has a
chart of accounts, and the addon test_worlds makes their data (devtools.odoo.call). But
for the website, they hold the translations of LANGUAGES, none of which is active.
"""

import hashlib
import os
from pathlib import Path

from devtools import databases, odoo, peers
from devtools.cache import locked
from devtools.console import step
from devtools.paths import ADDON, BESIDE, LOGS, ROOT, STATE, addons, manifest

PREFIX = "template_"
WORLD = "world_"
WORLDS = ROOT / "tests" / "addons" / "test_worlds"
# What a kind is installed on top of; our glue addons come along by themselves
BASES = {
    "stock": None,
    "addon": "stock",
    "demo": None,
    "peers": "stock",
    "apps": "peers",
    "webapps": "stock",
    "website": "webapps",
    "jobs": "addon",
    "addresses": "addon",
    "world_stock": "stock",
    "world_languages": "world_stock",
    "world_addon": "world_languages",
    "world_demo": "demo",
    "world_peers": "world_languages",
    "world_apps": "world_peers",
    "world_webapps": "world_stock",
    "world_website": "world_webapps",
    "world_jobs": "world_addon",
    "world_addresses": "world_addon",
    "world_offices": "world_webapps",
    "world_beside": "world_offices",
    "world_oca": "world_addon",
}
# Those of the tests' customers and staff, besides English
LANGUAGES = ("fr_FR", "de_DE", "es_ES", "ar_001", "ja_JP", "zh_CN")
# Scripts and styles that a server would have to make for its first page
BUNDLES = (
    *("web.assets_web", "web.assets_frontend", "web.assets_frontend_lazy"),
    *("web.assets_frontend_minimal", "web.report_assets_common"),
)
# Kinds whose pages are visited
SERVED = {"addon", "apps", "demo", "website", "beside", "oca"}
# What no installed database depends on
IGNORED = {"tests", "__pycache__"}
ENGLISH_ALONE = "UPDATE res_lang SET active = (code = 'en_US')"
# OdooBot's greeting opens a chat window, on a phone over the whole screen. Odoo's
# digest is due a day after the template was made, among the mails that are waited for.
QUIET_ODOO = """
    UPDATE res_users SET odoobot_state = 'disabled';
    ALTER TABLE res_users ALTER odoobot_state SET DEFAULT 'disabled';
    UPDATE digest_digest SET next_run_date = CURRENT_DATE + 7
"""


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


def copy(kind, world=False):
    """Return the name of a new database copied from the template of `kind`.

    :param bool world: from the one for tests and benchmarks
    """
    name = f"test_{kind}_{os.getpid()}_{os.urandom(3).hex()}"
    databases.copy(ensure(WORLD + kind if world else kind), name)
    if world:
        databases.execute(QUIET_ODOO, database=name)
    if world and kind != "demo":  # which has languages of its own
        databases.execute(ENGLISH_ALONE, database=name)
    return name


def drop_leftovers():
    """Drop the copies that processes which are gone have left behind."""
    for name in databases.names("test_"):
        if not Path(f"/proc/{name.split('_')[2]}").exists():
            databases.drop(name)


def _digest(kind):
    """Return what tells two states of a template apart, as 10 hex digits."""
    release = odoo.source() / "odoo" / "release.py"
    base = BASES[kind]
    parts = [
        _digest(base) if base else f"{release} {release.stat().st_mtime}",
        *_modules(kind),
    ]
    if ADDON in parts:
        parts.append(sources_digest())
    if kind.endswith(("peers", "jobs", "addresses", "oca")):
        parts.append(str(peers.folder()))
    if kind == "world_languages":
        parts += LANGUAGES
    if _is_served(kind):
        parts += BUNDLES
    if WORLDS.name in parts:
        # not the models' code: databases made before work with it
        parts.append((WORLDS / "__manifest__.py").read_text())
        parts += sorted(path.name for path in WORLDS.glob("models/*.py"))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


def _build(kind, name):
    log = LOGS / "templates" / f"{kind}.log"
    log.unlink(missing_ok=True)
    databases.drop(name)
    if base := BASES[kind]:
        databases.copy(ensure(base), name)
    if modules := _modules(kind):
        options = ["--with-demo"] if kind == "demo" else []
        odoo.install(name, modules, *options, log=log)
    if kind == "world_stock":
        odoo.call(name, "test.world", "_load_chart", log=log)
    if kind == "world_languages":
        # what is installed on top brings its translations for the active languages
        odoo.load_languages(name, LANGUAGES, log=log)
    if _is_served(kind):
        odoo.call(name, "test.world", "_make_bundles", BUNDLES, log=log)


def _is_served(kind):
    """Whether pages of copies of a template are visited."""
    return kind.removeprefix(WORLD) in SERVED and kind.startswith(WORLD)


def _modules(kind):
    """Return the names of what is installed for `kind`, on top of its base."""
    match kind.removeprefix(WORLD):
        case "stock" | "demo" if kind.startswith(WORLD):
            return [WORLDS.name]
        case "stock":
            return manifest(ROOT / ADDON)["depends"]
        case "peers":
            return peers.modules()
        case "webapps":
            return peers.WEBSITE
        case "jobs":
            return peers.JOBS
        case "addresses":
            return peers.ADDRESSES
        case "offices":
            return peers.NEIGHBOURS
        case "oca":
            return peers.OCA_NEIGHBOURS
        case "languages":
            return []
    return [ADDON, *BESIDE]
