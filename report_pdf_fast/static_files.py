"""Copies of addons' static files, in the one folder that the PDF program may read."""

import hashlib
import os
import posixpath
import re
import tempfile
from pathlib import Path
from urllib.parse import unquote

from odoo.tools import config
from odoo.tools.misc import file_path

from .errors import NotFastError

FONTS = (".woff2", ".woff", ".ttf", ".otf", ".eot")
IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".svg")
STATIC = re.compile(r"/(\w+)/static/.+")
# Names of copies, by path, time and size of the files they were made of
_copies = {}


def folder():
    """The folder that holds the copies.

    Every worker fills the same one. A name tells the content, so that a file in it
    never changes.

    :rtype: Path
    """
    return Path(config["data_dir"]).resolve() / "report_pdf_fast"


def local_address(address):
    """The ``file:`` address of a copy of an addon's static file.

    :param str address: as it is written in a page or style sheet, such as
        ``/web/static/css/../fonts/a.woff?v=1#b``
    :raises NotFastError: there is no such file, or it is no font or image, or it
        cannot be copied
    :rtype: str
    """
    rest, sharp, fragment = address.partition("#")
    path = posixpath.normpath(unquote(rest.partition("?")[0]))
    if not STATIC.fullmatch(path) or path.startswith("//"):
        raise NotFastError(f"{address[:200]} is no static file of an addon")
    try:
        source = Path(file_path(path.lstrip("/"), FONTS + IMAGES))
        copy = _copy_of(source)
    except (OSError, ValueError) as error:
        raise NotFastError(f"{address[:200]} cannot be copied: {error}") from error
    return copy.as_uri() + sharp + fragment


def _copy_of(source):
    status = source.stat()
    key = str(source), status.st_mtime_ns, status.st_size
    name = _copies.get(key)
    if name:
        copy = folder() / name
        if copy.is_file() and copy.stat().st_size == status.st_size:
            return copy
    content = source.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:32]
    copy = folder() / f"{digest}{source.suffix.lower()}"
    _write(copy, content)
    _copies[key] = copy.name
    return copy


def _write(copy, content):
    """Have a file with this content: at once, since others may read it now."""
    if copy.is_file() and copy.read_bytes() == content:
        return
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, temporary = tempfile.mkstemp(dir=copy.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        Path(temporary).replace(copy)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
