"""Debian packages without root: fetched from the machine's own mirror, unpacked.

apt runs with its state in the cache, so nothing of the machine is touched, and it
checks the archive's signatures as always. As root, `install` uses the real apt.
"""

import os
import shutil
import subprocess
from pathlib import Path

from devtools.console import DevError, step
from devtools.paths import CACHE

HOME = CACHE / "apt"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
# Where packages are looked for besides the machine's own suite: Odoo is in sid, and
# what sid has outgrown (Font Awesome 4.7) is in bookworm.
SUITES = ("sid", "bookworm")


def unpack(packages, folder):
    """Unpack Debian packages into `folder`.

    `packages` maps a name to what its version must contain ("" for any); the newest
    version that does is taken. Raises DevError when one is nowhere to be had.
    """
    _update()
    debs = HOME / "debs"
    debs.mkdir(exist_ok=True)
    wanted = [f"{name}={_version(name, part)}" for name, part in packages.items()]
    if _run(["apt-get", "download", *wanted], cwd=debs).returncode:
        raise DevError(
            f"Debian's packages {', '.join(packages)} could not be downloaded: check "
            "the network, and run the same command again; whole packages are kept."
        )
    for name in packages:
        for deb in debs.glob(f"{name}_*.deb"):
            subprocess.run(["dpkg", "-x", deb, folder], check=True)
    shutil.rmtree(debs)


def install(packages, purpose):
    """Install Debian packages on the machine, as root; else say what to install."""
    names = " ".join(packages)
    if os.geteuid() or not shutil.which("apt-get"):
        raise DevError(
            f"{purpose} is missing: install {names} (as root) and try again."
        )
    step(f"Installing {names}")
    subprocess.run(["apt-get", "update", "-q"], capture_output=True)
    done = subprocess.run(
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise DevError(
            f"apt could not install {names} ({done.stderr.strip()[-200:]}): install it "
            "by hand, and run the same command again."
        )


def _run(command, **options):
    """Run an apt command on the private state; return what it printed."""
    private = {
        "Dir::State": HOME / "state",
        "Dir::State::status": HOME / "status",
        "Dir::Cache": HOME / "cache",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
        "Acquire::http::Timeout": "30",
    }
    if (sources := HOME / "sources.list").exists():
        private |= {
            "Dir::Etc::SourceList": sources,
            "Dir::Etc::SourceParts": "/dev/null",
        }
    settings = [f"-o{name}={value}" for name, value in private.items()]
    return subprocess.run(
        [command[0], *settings, *command[1:]],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        **options,
    )


def _update():
    """Read the package lists of the machine's mirror, for its suite and SUITES."""
    if not shutil.which("apt-get"):
        raise DevError(
            "Odoo 19 is fetched with apt, which this machine lacks: name an Odoo 19 "
            "checkout with ODOO_PATH=/path/to/odoo, and run the same command again."
        )
    # What was downloaded before an interruption stays in debs: apt checks it by its
    # signed hash and fetches only what is missing.
    for folder in ("state", "cache"):
        shutil.rmtree(HOME / folder, ignore_errors=True)
    (HOME / "sources.list").unlink(missing_ok=True)
    for folder in ("state/lists/partial", "cache/archives/partial"):
        (HOME / folder).mkdir(parents=True)
    (HOME / "status").touch()
    _run(["apt-get", "update"])
    mirror, suite = _mirror()
    signed = f"[signed-by={KEYRING}] " if KEYRING.exists() else ""
    suites = dict.fromkeys([suite, *SUITES])
    lines = [f"deb {signed}{mirror} {name} main\n" for name in suites]
    (HOME / "sources.list").write_text("".join(lines))
    _run(["apt-get", "update"])


def _mirror():
    """Return the address of the machine's Debian mirror and its own suite."""
    listing = ["--format", "$(REPO_URI) $(CODENAME)"]
    listing += ["Created-By: Packages", "Origin: Debian"]
    found = _run(["apt-get", "indextargets", *listing]).stdout.splitlines()
    for line in found:
        mirror, suite = line.split()
        if "-" not in suite:
            return mirror, suite
    raise DevError(
        "apt reached no Debian mirror: check the network and apt's sources, "
        "or name an Odoo 19 checkout with ODOO_PATH=/path/to/odoo."
    )


def _version(name, part):
    """Return the newest version of a package that contains `part`."""
    for line in _run(["apt-cache", "madison", name]).stdout.splitlines():
        version = line.split("|")[1].strip()
        if part in version:
            return version
    raise DevError(
        f"The machine's Debian mirror has no package {name} {part}".rstrip()
        + ": try again later, or name an Odoo 19 checkout with ODOO_PATH=/path/to/odoo."
    )
