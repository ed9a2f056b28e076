"""Apps of others that our addons extend, for tests: Odoo's own and the OCA's."""

import hashlib
import re

from devtools import venv
from devtools.cache import cached

# Odoo's, with what they need. The OCA's are in pyproject.toml's group "peers".
ODOO = ["project", "hr_timesheet", "purchase", "sale_stock", "sale_project"]
OCA = ["helpdesk_mgmt", "contract"]
# Odoo's website: it changes every page of the portal, so it has a database of its own
WEBSITE = ["website_sale", "website_event", "website_slides"]
# The OCA's queue of jobs: with it, work in the background takes another way
JOBS = ["queue_job"]
# What many companies have beside the addon: Odoo's, which no glue addon extends …
NEIGHBOURS = ["contacts", "crm", "base_vat", "partner_autocomplete", "point_of_sale"]
# … and the OCA's, which change the form of partners
OCA_NEIGHBOURS = [
    *("web_responsive", "partner_firstname", "partner_identification"),
    *("partner_contact_address_default", "base_multi_company"),
    *("partner_tier_validation", "partner_stage"),
]

# What chooses the addresses of documents, or makes documents of its own. No addon of
# ours extends these: a database of their own shows that none has to
ADDRESSES = ["partner_contact_address_default", "point_of_sale", "sale_stock"]


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
    return [*ODOO, *OCA]
