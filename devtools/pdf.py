"""wkhtmltopdf with patched Qt: the only one that prints headers and footers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from devtools import apt
from devtools.console import DevError

# What the program from PyPI is linked with
LIBRARIES = ["libxrender1", "libxext6", "libfontconfig1", "libfreetype6"]


def wkhtmltopdf():
    """Return a wkhtmltopdf with patched Qt: WKHTMLTOPDF, the machine's, or PyPI's."""
    own = os.environ.get("WKHTMLTOPDF")
    if own and not _is_patched(own):
        raise DevError(
            f"WKHTMLTOPDF={own} is no wkhtmltopdf with patched Qt, which prints "
            "headers and footers: name another one, or none."
        )
    machine = own or shutil.which("wkhtmltopdf")
    if machine and _is_patched(machine):
        return Path(machine).resolve()
    packed = Path(sys.prefix) / "bin" / "wkhtmltopdf-pack"
    packed.chmod(0o755)
    if not _is_patched(packed):
        apt.install(LIBRARIES, "A library of wkhtmltopdf")
    return packed


def _is_patched(program):
    """Tell whether `program` runs and is a wkhtmltopdf with patched Qt."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True)
    except OSError:
        return False
    return "with patched qt" in done.stdout
