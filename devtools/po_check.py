"""Checks that every term is translated, with the placeholders of the original.

Runs in the lint environment: python -m devtools.po_check
"""

import re
import sys
from collections import Counter

import polib

from devtools.languages import LANGUAGES
from devtools.paths import ROOT, addons

# %s, %(name)s and %%, {name}, and the tags of HTML
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdif%]|\{\w*\}|</?\w+")


def problems(addon):
    """Yield a sentence for everything wrong with the translations of an addon."""
    source = addon / "i18n" / f"{addon.name}.pot"
    if not source.exists():
        return
    terms = [entry.msgid for entry in polib.pofile(str(source))]
    for language in LANGUAGES:
        path = source.with_name(f"{language}.po")
        name = path.relative_to(ROOT)
        if not path.exists():
            yield f"{name} is missing: copy {source.name} there and translate it."
            continue
        entries = {entry.msgid: entry for entry in polib.pofile(str(path))}
        for term in terms:
            yield from _term_problems(name, term, entries.get(term))


def _term_problems(name, term, entry):
    if entry is None or entry.obsolete or not entry.msgstr or entry.fuzzy:
        yield f"{name}: “{term}” is not translated: run ./dev i18n and translate it."
    elif _placeholders(term) != _placeholders(entry.msgstr):
        yield f"{name}: “{term}” has other placeholders or tags in its translation."


def _placeholders(text):
    return Counter(PLACEHOLDER.findall(text))


def main():
    """Print what is wrong; return 1 if anything is."""
    found = [text for addon in addons() for text in problems(addon)]
    print("\n".join(found), end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
