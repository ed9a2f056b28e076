"""./dev lint: every check of the source, all of them run, failures told at the end."""

import os
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from devtools import node, odoo, peers, venv
from devtools.console import DevError, step
from devtools.paths import ROOT, addons

FORMATTED = {".js", ".scss", ".xml"}
# Installers follow the machine's configuration, and files name no machine's folders.
HOSTS = (
    r"(registry\.(npmjs|yarnpkg)|npmmirror)\.(org|com)|pypi\.(org|python\.org)"
    r"|pythonhosted\.org|(deb|security|ftp|snapshot)\.debian\.(org|net)|proxy\.golang\.org"
)
PATHS = r"(^|[^A-Za-z0-9_.:/-])/(root|home|work|tmp|opt|Users|var/tmp)/"


class Check(NamedTuple):
    """One check: a command that fails if something is wrong, and one that mends it."""

    name: str
    command: list
    fix: list | None = None
    is_quick: bool = False


def lint(fix, quick=False):
    """Run all checks, after mending what can be mended if `fix`.

    With `quick`, only those that take seconds: of style, format and XML.

    Raises DevError naming the checks that failed.
    """
    failed = []
    for check in _checks():
        if quick and not check.is_quick:
            continue
        step(check.name)
        if fix and check.fix:
            _run(check.fix, stdout=subprocess.DEVNULL)
        if _run(check.command).returncode:
            failed.append(check.name)
    failed += _forbidden_text()
    if failed:
        raise DevError(
            f"Lint failed ({', '.join(failed)}): see above; ./dev lint --fix mends "
            "what is only formatting."
        )


def _checks():
    python = str(venv.ensure("lint"))
    hooks = str(Path(python).parent)
    # Relative to the repository, where every check runs
    modules = [addon.name for addon in addons()]
    ruff = [python, "-m", "ruff"]
    yield Check(
        "ruff check", [*ruff, "check", "-q"], [*ruff, "check", "-q", "--fix"], True
    )
    yield Check(
        "ruff format", [*ruff, "format", "-q", "--diff"], [*ruff, "format", "-q"], True
    )
    yield Check("pylint-odoo", [python, "-m", "pylint", "--rcfile=.pylintrc", *modules])
    oca_checks = [f"{hooks}/oca-checks-odoo-module", *modules]
    yield Check("oca-checks-odoo-module", oca_checks, is_quick=True)
    yield _licences(hooks)
    if translations := _files({".po", ".pot"}):
        # po-pretty-format empties a translation that equals its term (“Contact”), which
        # po_check could not tell from one that is missing.
        oca_checks = [f"{hooks}/oca-checks-po", "--disable=po-pretty-format"]
        yield Check("oca-checks-po", [*oca_checks, *translations])
    yield Check("translations", [python, "-m", "devtools.po_check"])
    # Odoo's own export tells what is to translate
    odoo_python = str(venv.ensure("odoo"))
    yield Check("translation templates", [odoo_python, "-m", "devtools.i18n"])
    if formatted := _files(FORMATTED):
        yield _prettier(formatted)
    yield Check("bash", ["bash", "-n", "dev", ".ci/run"])


def _licences(hooks):
    """Check that the licence of each addon fits those of its dependencies."""
    folders = [str(peers.folder()), str(odoo.source() / "odoo" / "addons")]
    if (own := odoo.source() / "addons").is_dir():
        folders.append(str(own))
    options = ["--odoo-series=19.0", "--select-addons-dir=."]
    options += ["--addons-path", ",".join(folders)]
    options += ["--no-addons-path-from-import-odoo"]
    return Check("licences", [f"{hooks}/manifestoo", *options, "check-licenses"])


def _prettier(files):
    packages = node.modules()
    plugin = packages / "@prettier" / "plugin-xml" / "src" / "plugin.js"
    prettier = [
        str(node.program()),
        str(packages / "prettier" / "bin" / "prettier.cjs"),
    ]
    common = [*prettier, f"--plugin={plugin}", "--log-level=warn"]
    check, fix = [*common, "--check", *files], [*common, "--write", *files]
    return Check("prettier", check, fix, is_quick=True)


def _run(command, **options):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, **options
    )


def _files(suffixes):
    """Return the files git knows or would add that end in one of `suffixes`."""
    listed = _git("ls-files", "--cached", "--others", "--exclude-standard")
    return [
        name
        for name in listed.splitlines()
        if Path(name).suffix in suffixes and (ROOT / name).exists()
    ]


def _forbidden_text():
    """Print lines that name a package registry's host or a folder of one machine."""
    failed = []
    for name, pattern in (("registry hosts", HOSTS), ("machine paths", PATHS)):
        step(name)
        if found := _git("grep", "--untracked", "-nIE", pattern):
            print(found)
            failed.append(name)
    return failed


def _git(*arguments):
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode > 1:
        reason = re.sub(r"^fatal: ", "", done.stderr.strip())
        raise DevError(f"git could not read this clone ({reason}): mend this first.")
    return done.stdout
