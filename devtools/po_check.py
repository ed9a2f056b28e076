"""Checks that every term is translated, with the placeholders of the original.

Runs in the lint environment: python -m devtools.po_check
"""

import re
import sys
from collections import Counter

import polib

from devtools.languages import LANGUAGES
from devtools.paths import ROOT, addons

# %s, %(name)s and %%, {name}, {{ expression }}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdif%]|\{\{.*?\}\}|\{\w*\}")
# a tag of HTML or QWeb, with its attributes
TAG = re.compile(r"</?\w[^>]*>")
ATTRIBUTE = re.compile(r"""([\w:.-]+)=("[^"]*"|'[^']*')""")
# what Odoo translates; the others are code and addresses
TRANSLATED = {"title", "alt", "aria-label", "placeholder", "string", "label"}


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
            yield f"{name} is missing: run ./dev i18n and translate it."
            continue
        entries = {entry.msgid: entry for entry in polib.pofile(str(path))}
        for term in terms:
            yield from _term_problems(name, term, entries.get(term))


def _term_problems(name, term, entry):
    if entry is None or entry.obsolete or not entry.msgstr or entry.fuzzy:
        yield f"{name}: “{term}” is not translated: run ./dev i18n and translate it."
    elif is_broken(term, entry.msgstr):
        yield f"{name}: “{term}” has other placeholders or tags in its translation."


def is_broken(term, translation):
    """Tell whether a translation lacks, adds or changes placeholders or tags."""
    return _marks(term) != _marks(translation)


def _marks(text):
    marks = Counter(PLACEHOLDER.findall(text))
    for tag in TAG.findall(text):
        attributes = ATTRIBUTE.findall(tag)
        kept = sorted(pair for pair in attributes if pair[0] not in TRANSLATED)
        marks[tag.split()[0].strip("/>"), tag.startswith("</"), str(kept)] += 1
    return marks


def main():
    """Print what is wrong; return 1 if anything is."""
    found = [text for addon in addons() for text in problems(addon)]
    print("\n".join(found), end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
