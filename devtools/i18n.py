"""./dev i18n: .pot files from Odoo's own export, merged into each language."""

import re
import subprocess

import polib

from devtools import databases, odoo, postgres, templates, toolchain
from devtools.console import DevError, step
from devtools.languages import PLURAL_FORMS
from devtools.paths import ROOT, addons

DATES = re.compile(r'"(POT-Creation|PO-Revision)-Date: [^"]*"\n')


def refresh():
    """Export the .pot of every addon and merge it into the .po of every language."""
    toolchain.prepare()
    postgres.use()
    database = templates.copy("apps")
    try:
        for addon in installed_addons(database):
            step(f"Exporting the terms of {addon.name}")
            _refresh(database, addon)
    finally:
        databases.drop(database)


def installed_addons(database):
    """Return the folders of our addons that `database` has installed."""
    rows = databases.execute(
        "SELECT name FROM ir_module_module WHERE state = 'installed'", database=database
    )
    installed = {name for (name,) in rows}
    return [addon for addon in addons() if addon.name in installed]


def export(database, module, path):
    """Write the .pot of `module` to `path`, which must end in .pot."""
    done = subprocess.run(
        odoo.command(
            f"--database={database}",
            f"--output={path}",
            "--languages=pot",
            module,
            subcommand="i18n export",
        ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise DevError(f"Odoo did not export {module}: {done.stderr.strip()[-300:]}")


def same(one, other):
    """Tell whether two texts of .pot files differ in more than their dates."""
    return DATES.sub("", one) == DATES.sub("", other)


def _refresh(database, addon):
    target = addon / "i18n" / f"{addon.name}.pot"
    target.parent.mkdir(exist_ok=True)
    fresh = target.with_suffix(".new.pot")
    export(database, addon.name, fresh)
    if not fresh.stat().st_size:  # nothing to translate
        fresh.unlink()
        return
    if target.exists() and same(fresh.read_text(), target.read_text()):
        fresh.unlink()
    else:
        fresh.replace(target)
    template = polib.pofile(str(target), wrapwidth=78)
    for language in PLURAL_FORMS:
        path = target.with_name(f"{language}.po")
        if not path.exists():
            _start(template, path, language)
        _merge(template, path)


def _start(template, path, language):
    """Write a .po file without terms, with the header of its language."""
    translations = polib.POFile(wrapwidth=78)
    translations.header = template.header
    translations.metadata = template.metadata | {
        "Language": language,
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    translations.save(str(path))


def _merge(template, path):
    """Give a .po file the template's terms; what the template lost is dropped."""
    translations = polib.pofile(str(path), wrapwidth=78)
    before = str(translations)
    translations.merge(template)
    for entry in translations.obsolete_entries():
        translations.remove(entry)
    translations.sort(key=lambda entry: entry.msgid)  # new terms among the others
    if str(translations) != before:
        translations.save()
        done = translations.percent_translated()
        step(f"{path.relative_to(ROOT)}: {done} % translated")
