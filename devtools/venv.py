"""Virtual environments in the cache, one per set of requirements and Python."""

import hashlib
import os
import re
import subprocess
import sys
import venv

from devtools.cache import cached
from devtools.console import DevError
from devtools.paths import DEVTOOLS, ROOT

PYPROJECT = ROOT / "pyproject.toml"
# Reads dependency groups (25.1 and later); the one inside `venv` may be older.
PIP = "pip==25.3"
# What each environment holds: requirement files, groups of pyproject.toml, room in MB
CONTENTS = {
    "odoo": (("odoo.txt",), ("run", "test"), 900),
    "lint": ((), ("lint",), 300),
    "node": ((), ("node",), 300),
}


def ensure(name):
    """Return the Python of the environment `name`, installing it on first use."""
    files, groups, room = CONTENTS[name]
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    folder = cached(
        f"venv-{name}-{version}-{_digest(files, groups)}",
        f"Installing the Python packages for {name} (Python {version})",
        lambda folder: _install(folder, files, groups),
        megabytes=room,
    )
    return folder / "bin" / "python"


def enter(name, arguments):
    """Continue `./dev arguments` inside the environment `name`; may not return."""
    python = ensure(name)
    if sys.prefix != str(python.parent.parent):
        os.execv(python, [str(python), "-m", "devtools", *arguments])


def _digest(files, groups):
    """Return what tells two sets of requirements apart, as 10 hex digits."""
    pyproject = PYPROJECT.read_text()
    texts = [(DEVTOOLS / "requirements" / file).read_text() for file in files]
    for group in groups:
        texts.append(re.search(rf"(?ms)^{group} = \[.*?^\]", pyproject).group())
    key = "\n".join([PIP, sys.base_prefix, *texts])
    return hashlib.sha256(key.encode()).hexdigest()[:10]


def _install(folder, files, groups):
    try:
        venv.create(folder, symlinks=True, with_pip=True)
    except (subprocess.CalledProcessError, ImportError):
        raise DevError(
            "This Python cannot make virtual environments: install the package "
            "python3-venv, or name another Python with PYTHON=…"
        ) from None
    command = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
    pip([*command, PIP])
    wanted = [f"--requirement={DEVTOOLS / 'requirements' / file}" for file in files]
    wanted += [f"--group={PYPROJECT}:{group}" for group in groups]
    pip([*command, "--prefer-binary", *wanted])


def pip(command):
    """Run pip under the machine's own configuration; raise DevError if it fails."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "ERROR" in line]
        reason = lines[-1] if lines else done.stderr.strip()[-300:]
        raise DevError(
            f"pip could not install what is needed ({reason}): check the network and "
            "pip's configuration, and run the same command again."
        )
