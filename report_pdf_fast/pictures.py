"""Pictures that Odoo makes or reads for a page: barcodes, and images of attachments.

They are asked for as the PDF program would by HTTP, but within this transaction.
"""

import base64
import re
from urllib.parse import parse_qsl, unquote, urlsplit

from odoo.exceptions import UserError
from odoo.http import request

from .errors import NotFastError
from .static_files import local_address

BARCODE = re.compile(r"/report/barcode(?:/|/([^/]+)/(.*[^/]))?")
# Of an attachment, as the HTML editor writes it: with checksum, name and token, or not
IMAGE = re.compile(r"/web/image/(\d+)(?:-[0-9a-f]+)?(?:/[^/]+\.[A-Za-z]+)?")
TOKEN = "access_token"
# What the PDF program draws; an SVG could load more
TYPES = ("image/png", "image/jpeg", "image/gif")
# What a browser may change in an address before it asks
UNSURE = re.compile(r"""[\s\\"'<>]|/\.|//|#""")


def picture_address(env, address):
    """The address from which the PDF program reads a picture without asking a server.

    :param env: of the report
    :param str address: as it is written in a page
    :raises NotFastError: the picture is not known, or there is none
    :return: of a file, or the picture itself as ``data:``
    :rtype: str
    """
    parts = urlsplit(address)
    path = "" if UNSURE.search(address) else unquote(parts.path)
    if found := BARCODE.fullmatch(path):
        return _data("image/png", _barcode(env, *found.groups(), parts.query))
    if found := IMAGE.fullmatch(path):
        return _data(*_image(env, int(found[1]), parts.query))
    return local_address(address)


def _data(mimetype, content):
    return f"data:{mimetype};base64,{base64.b64encode(content).decode()}"


def _parameters(query):
    """The parameters of an address, each given once."""
    pairs = parse_qsl(query, keep_blank_values=True)
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotFastError("the address of a picture says something twice")
    return found


def _barcode(env, barcode_type, value, query):
    """A barcode as the route ``/report/barcode`` draws it."""
    options = _parameters(query)
    if barcode_type:
        options |= {"barcode_type": barcode_type, "value": value}
    try:
        return env["ir.actions.report"].barcode(**options)
    except (ValueError, AttributeError, TypeError) as error:
        raise NotFastError(f"a barcode cannot be drawn: {error}") from error


def _is_asked_with_session():
    """Whether the session is that of whoever asks for the report.

    The PDF program has nothing but the session: who came with a key of the API, and has
    none, gets the images of visitors.

    :rtype: bool
    """
    if not request or not request.env.uid:
        return False
    if not request.session.uid:
        return request.env.user._is_public()
    return request.session.uid == request.env.uid


def _image(env, number, query):
    """Type and content of an attachment that whoever asks for the report may read.

    Whether they may is asked as the route ``/web/image`` does, without the rights that
    the report prints with.
    """
    parameters = _parameters(query)
    token = parameters.pop(TOKEN, None)
    if parameters or not _is_asked_with_session():
        raise NotFastError("a page has an image that depends on who asks for it")
    binary = env["ir.binary"].with_env(
        env(user=request.env.uid, su=False, context=dict(request.session.context))
    )
    try:
        record = binary._find_record(None, "ir.attachment", number, token, field="raw")
        stream = binary._get_stream_from(record)
    except UserError as error:
        raise NotFastError(f"the image {number} cannot be read: {error}") from error
    if stream.type == "url" or stream.mimetype not in TYPES:
        raise NotFastError(f"the image {number} is of another type")
    content = stream.read()
    if not content:
        raise NotFastError(f"the image {number} is empty")
    return stream.mimetype, content
