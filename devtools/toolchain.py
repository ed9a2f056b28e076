"""Everything an Odoo process needs around it, laid out as environment variables."""

import os
import shlex
import sys
from pathlib import Path

from devtools import files, fonts, node, odoo, pdf
from devtools.paths import ODOO_CONFIG, ROOT, STATE, TOOLS


def prepare():
    """Fetch what is missing and set this process's environment, children included."""
    STATE.mkdir(exist_ok=True)
    odoo.write_config()
    # A ./dev inside ./dev test must not take its parent's tools for the machine's.
    machine = [part for part in os.environ["PATH"].split(":") if part != str(TOOLS)]
    os.environ["PATH"] = ":".join(machine)
    _expose("wkhtmltopdf", [pdf.wkhtmltopdf()])
    rtlcss = node.modules() / "rtlcss" / "bin" / "rtlcss.js"
    _expose("rtlcss", [node.program(), rtlcss])
    if browser := os.environ.get("CHROMIUM"):
        # Odoo's own tours look for a browser by these names, in this order.
        _expose("google-chrome", [browser])
    # A server that reloads starts “python” anew, which has to be this one.
    python = str(Path(sys.executable).parent)
    os.environ["PATH"] = ":".join([str(TOOLS), python, *machine])
    os.environ["PYTHONPATH"] = f"{odoo.source()}:{ROOT}"
    os.environ["FONTCONFIG_FILE"] = str(fonts.configuration())
    os.environ["ODOO_RC"] = str(ODOO_CONFIG)


def _expose(name, command):
    """Put `command` on the PATH of Odoo's processes under `name`."""
    words = " ".join(shlex.quote(str(word)) for word in command)
    files.write(TOOLS / name, f'#!/bin/sh\nexec {words} "$@"\n', mode=0o755)
