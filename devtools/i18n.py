"""./dev i18n: .pot files from Odoo's own export, merged into each language.

`python -m devtools.i18n`, in the Odoo environment, is lint's check of their freshness.
"""

import ast
import hashlib
import re
import sys

import polib

from devtools import databases, glue, odoo, postgres, templates, toolchain
from devtools.console import DevError, step
from devtools.languages import PLURAL_FORMS
from devtools.paths import LOGS, ROOT, STATE, addons

DATES = re.compile(r'"(POT-Creation|PO-Revision)-Date: [^"]*"\n')
# Remembers of which texts the .pot files were last found to be fresh
FRESH = STATE / "fresh-templates"
# Together, they have all our addons; the main one's terms come from the first
KINDS = sorted(set(glue.KINDS.values()))


def refresh():
    """Export the .pot of every addon and merge it into the .po of every language."""
    toolchain.prepare()
    postgres.use()
    for addon, fresh in export().items():
        if fresh:
            _refresh(addon, fresh)


def stale():
    """Return the .pot files that are not what Odoo exports now.

    Where no text of the addons has changed since they were last fresh, that is known
    without a database.
    """
    digest = texts_digest(addons())
    if FRESH.exists() and FRESH.read_text() == digest:
        return []
    toolchain.prepare()
    postgres.use()
    found = [
        template(addon)
        for addon, fresh in export().items()
        if not same(fresh, _read(template(addon)))
    ]
    if not found:
        FRESH.write_text(digest)
    return found


def template(addon):
    """Return the path of an addon's .pot, which is there if it has terms."""
    return addon / "i18n" / f"{addon.name}.pot"


def export():
    """Export the terms of our addons.

    Return {addon: text of its .pot}; the text is empty where nothing is to translate.
    """
    found = {}
    for kind in KINDS:
        database = templates.copy(kind, world=True)
        try:
            installed = _installed(database)
            wanted = {
                addon.name: addon
                for addon in addons()
                if addon not in found and addon.name in installed
            }
            call = (database, "test.world", "_export_terms", list(wanted))
            texts = odoo.call(*call, log=LOGS / "i18n.log")
        finally:
            databases.drop(database)
        found |= {wanted[name]: text for name, text in texts.items()}
    if missing := {addon.name for addon in addons() if addon not in found}:
        raise DevError(
            f"{', '.join(sorted(missing))} did not get installed with the apps of "
            "others, so their terms cannot be exported: see devtools/peers.py."
        )
    return found


def same(one, other):
    """Tell whether two texts of .pot files differ in no more than their dates."""
    return DATES.sub("", one) == DATES.sub("", other)


def texts_digest(folders):
    """Return a hash of all that terms of these addons could be made of."""
    digest = hashlib.sha256()
    for addon in folders:
        for path in sorted(addon.rglob("*")):
            if "tests" not in path.relative_to(addon).parts:
                digest.update(_texts(path).encode())
    return digest.hexdigest()


def _texts(path):
    if path.suffix == ".py":
        nodes = ast.walk(ast.parse(path.read_text()))
        constants = (node.value for node in nodes if isinstance(node, ast.Constant))
        # names of fields give their labels
        return f"{path.name} {[text for text in constants if isinstance(text, str)]}"
    if path.suffix in (".xml", ".js", ".csv", ".pot"):
        return f"{path.name} {path.read_text()}"
    return ""


def _installed(database):
    rows = databases.execute(
        "SELECT name FROM ir_module_module WHERE state = 'installed'", database=database
    )
    return {name for (name,) in rows}


def _read(path):
    return path.read_text() if path.exists() else ""


def _refresh(addon, fresh):
    target = template(addon)
    target.parent.mkdir(exist_ok=True)
    if not same(fresh, _read(target)):
        target.write_text(fresh)
        step(f"{target.relative_to(ROOT)}: exported")
    terms = polib.pofile(str(target), wrapwidth=78)
    for language in PLURAL_FORMS:
        path = target.with_name(f"{language}.po")
        if not path.exists():
            _start(terms, path, language)
        _merge(terms, path)


def _start(terms, path, language):
    """Write a .po file without terms, with the header of its language."""
    translations = polib.POFile(wrapwidth=78)
    translations.header = terms.header
    translations.metadata = terms.metadata | {
        "Language": language,
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    translations.save(str(path))


def _merge(terms, path):
    """Give a .po file the template's terms; what the template lost is dropped."""
    translations = polib.pofile(str(path), wrapwidth=78)
    before = str(translations)
    translations.merge(terms)
    for entry in translations.obsolete_entries():
        translations.remove(entry)
    translations.sort(key=lambda entry: entry.msgid)  # new terms among the others
    if str(translations) != before:
        translations.save()
        done = translations.percent_translated()
        step(f"{path.relative_to(ROOT)}: {done} % translated")


def main():
    """Print which .pot files are stale; return 1 if any is."""
    try:
        found = stale()
    except DevError as error:
        print(error, file=sys.stderr)
        return 1
    for path in found:
        print(f"{path.relative_to(ROOT)} is stale: run ./dev i18n.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
