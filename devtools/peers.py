"""Apps of others that our addons extend, for tests: Odoo's own and the OCA's."""

import hashlib
import re

from devtools import venv
from devtools.cache import cached

# Odoo's, with what they need. The OCA's are in pyproject.toml's group "peers".
STOCK = ["project", "hr_timesheet", "purchase", "sale_stock", "sale_project"]
OCA = ["helpdesk_mgmt", "contract"]
# Odoo's website: it changes every page of the portal, so it has a database of its own
WEBSITE = ["website_sale", "website_event", "website_slides"]


def folder():
    """Return the addons folder that holds the OCA's apps, installing it on first use.

    Without their dependencies: these name Odoo itself, which is no package here.
    """
    text = venv.PYPROJECT.read_text()
    group = re.search(r"(?ms)^peers = \[.*?^\]", text).group()
    digest = hashlib.sha256(group.encode()).hexdigest()[:10]
    root = cached(
        f"peers-{digest}", "Installing the OCA's apps", _install, megabytes=50
    )
    return root / "odoo" / "addons"


def _install(target):
    python = venv.ensure("odoo")
    pip = [python, "-m", "pip", "install", "--quiet", "--no-deps"]
    venv.pip([*pip, f"--target={target}", f"--group={venv.PYPROJECT}:peers"])


def modules():
    """Return the names of all peers, in no order."""
    return [*STOCK, *OCA]
