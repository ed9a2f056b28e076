"""Fonts that print Latin, Arabic and CJK, whatever the machine has installed."""

from devtools import apt, files
from devtools.cache import cached
from devtools.paths import STATE

# TrueType outlines only: the Qt inside wkhtmltopdf embeds nothing else well.
PACKAGES = {
    "fonts-dejavu-core": "",  # Latin, Greek, Cyrillic
    "fonts-hosny-amiri": "",  # Arabic
    "fonts-droid-fallback": "",  # Chinese, Japanese, Korean
}


def configuration():
    """Return the path of a fontconfig file: the machine's fonts, and then ours."""
    folder = cached(
        "fonts-1",
        "Downloading fonts for Latin, Arabic and CJK (4 MB)",
        lambda folder: apt.unpack(PACKAGES, folder),
        megabytes=50,
    )
    path = STATE / "fonts.conf"
    files.write(
        path,
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        "<fontconfig>\n"
        '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"  <dir>{folder / 'usr/share/fonts'}</dir>\n"
        f"  <cachedir>{STATE / 'fontconfig'}</cachedir>\n"
        "</fontconfig>\n",
    )
    return path
