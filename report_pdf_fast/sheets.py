"""Style sheets of reports, cut down to what the pages of a run can use."""

import re
from typing import NamedTuple

from .errors import NotFastError

COMMENT_OR_STRING = re.compile(
    r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL
)
# What may hold a brace or a semicolon that is none, and those that are
STRUCTURE = re.compile(
    r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\((?:[^)"'\\]|\\.)*\)|[{};]""",
    re.DOTALL | re.IGNORECASE,
)
URL = re.compile(r"""url\(\s*(["']?)(.*?)\1\s*\)""", re.DOTALL | re.IGNORECASE)
RANGES = re.compile(r"unicode-range\s*:\s*([^;}]+)", re.IGNORECASE)
RANGE = re.compile(r"u\+([0-9a-f]{1,6})(?:-([0-9a-f]{1,6}))?", re.IGNORECASE)
# Characters that a style sheet adds to a page
ESCAPE = re.compile(r"\\([0-9a-f]{1,6})", re.IGNORECASE)
REMOTE = ("http:", "https:", "//")
FAMILY = re.compile(r"""font-family\s*:\s*["']?([^;}"']+)""", re.IGNORECASE)
STRINGS = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL)
ATTRIBUTE = re.compile(r"\[[^\]]*\]")
PARENTHESES = re.compile(r"\([^()]*\)")
PSEUDO = re.compile(r"::?[\w-]+")
NAME = re.compile(r"[.#]?-?[a-z_][\w-]*", re.IGNORECASE)
NESTING = ("@media", "@supports")
# How many cuts of a sheet are kept, for kinds of pages printed again
CUTS = 32


class Sheet:
    """One compiled style sheet, taken apart once for many runs.

    What a run cannot use is left out of it, because the PDF program parses the sheet
    again for each page, its header and its footer.

    :param str css: the text of the sheet
    :raises NotFastError: the sheet loads others, or cannot be taken apart
    """

    def __init__(self, css):
        self._rules = _parse(COMMENT_OR_STRING.sub(_without_comments, css))
        self._remote = _find_remote(self._rules)
        self._cuts = {}

    def cut(self, names, styles, characters):
        """The sheet without the rules that no element of some pages matches.

        A rule stays unless it is certain not to match. So does a font that is named
        in a rule that stays, or in the pages.

        :param frozenset names: tags, ``.class`` and ``#id`` of the pages' elements, in
            lower case
        :param str styles: values of the pages' ``style`` attributes, in lower case
        :param frozenset characters: those of the pages' texts
        :rtype: Cut
        """
        codes = {ord(character) for character in characters}
        needed = frozenset(font for font in self._remote if font.has_one_of(codes))
        key = names, styles, needed
        found = self._cuts.get(key)
        if found is None:
            found = self._make_cut(*key)
            if len(self._cuts) >= CUTS:
                self._cuts.clear()
            self._cuts[key] = found
        return found

    def _make_cut(self, names, styles, needed):
        kept = _cut(self._rules, names)
        body = "".join(part for part in kept if isinstance(part, str))
        spoken = (body + styles).lower()
        # what the sheet itself writes
        codes = {int(code, 16) for code in ESCAPE.findall(body)}
        codes |= {ord(character) for character in body if not character.isascii()}
        texts, remote = [], []
        for part in kept:
            if isinstance(part, str):
                texts.append(part)
            elif part.family in spoken and part.remote:
                if part in needed or part.has_one_of(codes):
                    remote += part.remote
            elif part.family in spoken:
                texts.append(part.text)
        return Cut(_split_urls("".join(texts)), remote)


class Cut(NamedTuple):
    """A sheet for some pages.

    `parts` are pieces of text and addresses in turn, beginning and ending with text;
    `remote` are the addresses of fonts of other hosts, which are left out of it.
    """

    parts: list
    remote: list


class _Font:
    """A rule ``@font-face``; `remote` has the addresses of one from another host."""

    def __init__(self, text, body):
        family = FAMILY.search(body)
        # in every text: a font without a name stays
        self.family = family[1].strip().lower() if family else ""
        self.text = text
        addresses = [match[2] for match in URL.finditer(body)]
        self.remote = [one for one in addresses if one.lower().startswith(REMOTE)]
        if self.remote and (len(self.remote) < len(addresses) or "local(" in body):
            # left out, it would miss what is here
            self.remote = []
        ranges = RANGES.search(body)
        self._ranges = ranges and [
            RANGE.fullmatch(part.strip()) for part in ranges[1].split(",")
        ]

    def has_one_of(self, codes):
        """Whether the font is for one of some characters, as far as it says.

        :param codes: numbers of characters
        """
        if not self._ranges or not all(self._ranges):
            return True
        limits = [
            (int(found[1], 16), int(found[2] or found[1], 16)) for found in self._ranges
        ]
        return any(low <= code <= high for code in codes for low, high in limits)


class _Group:
    """A rule that holds others, such as ``@media``."""

    def __init__(self, prelude, rules):
        self.prelude = prelude
        self.rules = rules


class _Style:
    """A rule of selectors; `needs` has what an element must be, for each selector."""

    def __init__(self, prelude, text):
        self.needs = selector_needs(prelude)
        self.text = text


def selector_needs(selectors):
    """Names that pages must have for one of some selectors to match.

    :param str selectors: the selectors of a rule, such as ``td.a > b:not(.c), #d``
    :return: for each selector, tags, ``.class`` and ``#id`` in lower case; an empty
        set where that is not sure
    :rtype: list[frozenset]
    """
    if "\\" in selectors or not selectors.isascii():
        return [frozenset()]
    bare = ATTRIBUTE.sub("", STRINGS.sub("", selectors))
    while PARENTHESES.search(bare):
        # :not() asks for what is not there, :is() for one of several
        bare = PARENTHESES.sub("", bare)
    bare = PSEUDO.sub("", bare).lower()
    return [frozenset(NAME.findall(selector)) for selector in bare.split(",")]


def _without_comments(match):
    return "" if match[0].startswith("/*") else match[0]


def _parse(css):
    return [_rule(prelude, body) for prelude, body in _statements(css)]


def _rule(prelude, body):
    word = prelude.split(None, 1)[0].split("(")[0].lower() if prelude else ""
    if word == "@import":
        raise NotFastError("a style sheet imports another one")
    if body is None:
        # of no use within a page
        return "" if word == "@charset" else f"{prelude};"
    if word in NESTING:
        return _Group(prelude, _parse(body))
    text = f"{prelude}{{{body}}}"
    if word == "@font-face":
        return _Font(text, body)
    return text if word.startswith("@") else _Style(prelude, text)


def _statements(css):
    """Cut a sheet into pairs of what stands before a block and the block, or None."""
    start, depth, opened = 0, 0, 0
    for match in STRUCTURE.finditer(css):
        mark = match[0]
        if mark == "{":
            if not depth:
                opened = match.start()
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth < 0:
                raise NotFastError("a style sheet closes more blocks than it opens")
            if not depth:
                yield css[start:opened].strip(), css[opened + 1 : match.start()]
                start = match.end()
        elif mark == ";" and not depth:
            yield css[start : match.start()].strip(), None
            start = match.end()
    if depth or css[start:].strip():
        raise NotFastError("a style sheet has an open block at its end")


def _cut(rules, names):
    """The rules that may match: texts, and fonts that are still to be chosen."""
    found = []
    for rule in rules:
        if isinstance(rule, _Style):
            if any(need <= names for need in rule.needs):
                found.append(rule.text)
        elif isinstance(rule, _Group):
            if inner := _cut(rule.rules, names):
                found += [f"{rule.prelude}{{", *inner, "}"]
        else:
            found.append(rule)
    return found


def _find_remote(rules):
    found = [rule for rule in rules if isinstance(rule, _Font) and rule.remote]
    groups = [rule for rule in rules if isinstance(rule, _Group)]
    return found + [font for group in groups for font in _find_remote(group.rules)]


def _split_urls(css):
    """Cut a sheet at the addresses in it that are no data."""
    parts, start = [], 0
    for match in URL.finditer(css):
        if match[2].lower().startswith(("data:", "#")):
            continue
        parts += [css[start : match.start(2)], match[2]]
        start = match.end(2)
    return [*parts, css[start:]]
