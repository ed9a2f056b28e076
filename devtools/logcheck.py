"""Finds this project's warnings and errors in the logs of Odoo."""

import re
from typing import NamedTuple

from devtools.paths import CACHE, ROOT

START = re.compile(
    r"^(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) \d+ (?P<level>[A-Z]+) \S+ "
    r"(?P<text>.*)"
)
LEVELS = {"WARNING", "ERROR", "CRITICAL"}
# A folder of downloads is called like the addon.
CACHED = re.compile(rf"\S*/{CACHE.name}/(?=(odoo|venv)-)")
# The names of our addons, of their files in tracebacks, and of our tools
OURS = re.compile(r"\bcustomer_onboarding|\bdevtools\b|\./tests/")


class Record(NamedTuple):
    """One record of a log; `text` has the logger, the message and a traceback."""

    level: str
    text: str


def problems(path, expected=()):
    """Return the warnings and errors of ours in the log file `path`.

    Those that match one of the regular expressions `expected` are left out.
    """
    return [
        f"{path.name}: {record.level} {record.text}"
        for record in _records(path)
        if record.level in LEVELS
        and OURS.search(_told(record.text))
        and not any(re.search(pattern, record.text) for pattern in expected)
    ]


def _told(text):
    """Return the part of a record that tells whose it is.

    Python's own warnings come with the whole stack, and name the culprit in line one.
    """
    return text.splitlines()[0] if text.startswith("py.warnings:") else text


def _records(path):
    """Yield the records of a log, each with the lines that belong to it.

    Folders whose names merely contain ours are shortened, so that they do not count.
    """
    level, lines = None, []
    for line in path.read_text(errors="replace").splitlines():
        line = CACHED.sub("", line).replace(str(ROOT), ".")
        if match := START.match(line):
            if level:
                yield Record(level, "\n".join(lines))
            level, lines = match["level"], [match["text"]]
        else:
            lines.append(line)
    if level:
        yield Record(level, "\n".join(lines))
