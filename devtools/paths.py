"""Where things live: this clone, its state, and the downloads clones share."""

import ast
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDON = "customer_onboarding"
# Addons of this repository that neither need ours nor are needed by it
BESIDE = ("report_pdf_fast",)
DEVTOOLS = ROOT / "devtools"

STATE = ROOT / ".dev"
LOGS = STATE / "log"
TOOLS = STATE / "bin"
ODOO_CONFIG = STATE / "odoo.conf"
ODOO_DATA = STATE / "data"
MAILS = STATE / "mail"
RUNNING = STATE / "running.json"

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / ADDON


def addons():
    """Return the folders of this repository's addons, the main one first."""
    found = {path.parent for path in ROOT.glob("*/__manifest__.py")}
    return sorted(found, key=lambda path: (path.name != ADDON, path.name))


def manifest(addon):
    """Return the manifest of the addon folder `addon` as a dict."""
    return ast.literal_eval((addon / "__manifest__.py").read_text())
