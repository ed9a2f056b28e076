"""The glue addons of this repository, and where their apps are installed."""

from devtools import peers
from devtools.paths import ADDON, BESIDE, addons, manifest


def kind_of(addon):
    """Return the kind of template whose apps the addon's folder `addon` extends."""
    depends = manifest(addon)["depends"]
    if set(depends) & set(peers.JOBS):
        return "jobs"
    if set(depends) & set(peers.OCA_NEIGHBOURS):
        return "oca"
    on_website = any(name.startswith("website") for name in depends)
    return "website" if on_website else "apps"


# the kind of template, by the name of the addon
KINDS = {
    addon.name: kind_of(addon)
    for addon in addons()
    if addon.name not in (ADDON, *BESIDE)
}


def names(kind):
    """Return the names of the glue addons that a template of `kind` has."""
    return [name for name, found in KINDS.items() if found == kind]


def kind_for(arguments):
    """Return the kind of database that the files in pytest's `arguments` need.

    Tests of a glue addon need its app; all others run without any.
    """
    folders = {argument.partition("/")[0] for argument in arguments}
    kinds = {KINDS[folder] for folder in folders if folder in KINDS}
    return kinds.pop() if len(kinds) == 1 else "addon"
