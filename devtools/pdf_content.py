"""What a PDF says and which fonts it carries, for tests."""

from io import BytesIO
from typing import NamedTuple

from pdfminer.high_level import extract_text
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

EMBEDDED = ("FontFile", "FontFile2", "FontFile3")


class Font(NamedTuple):
    """A font of a PDF; one that is not embedded may show as boxes elsewhere."""

    name: str
    embedded: bool


def pdf_text(content):
    """Return the text of a PDF given as bytes; pages end with a form feed."""
    return extract_text(BytesIO(content))


def pdf_fonts(content):
    """Return the set of `Font`s that the pages of a PDF, given as bytes, use."""
    found = set()
    for page in PDFPage.get_pages(BytesIO(content)):
        for font in resolve1(page.resources.get("Font", {})).values():
            found.add(_font(resolve1(font)))
    return found


def _font(font):
    # Fonts with many glyphs keep their description in a descendant.
    [described, *_] = resolve1(font.get("DescendantFonts")) or [font]
    descriptor = resolve1(resolve1(described).get("FontDescriptor")) or {}
    name = resolve1(font["BaseFont"]).name.split("+")[-1]
    return Font(name, any(key in descriptor for key in EMBEDDED))
