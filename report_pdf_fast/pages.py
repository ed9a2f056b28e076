"""HTML pages of reports: what they load, and the same pages without anything to load.

The PDF program loads a page and waits, because scripts, style sheets and fonts may
arrive late. A page whose sheets are in its text, and whose fonts and images are local
files or data, is complete when it is loaded.
"""

import hashlib
import html as html_tools
import re

import lxml.etree
import lxml.html

from .errors import NotFastError
from .sheets import URL
from .static_files import local_address

# From this size on, Odoo cuts the tables of a page, so that it must not grow over it
SIZE_LIMIT = 4 * 1024 * 1024
# Digests of the scripts of web.minimal_layout, without white space: it moves the header
# and footer of a page into place while the page loads.
KNOWN_SCRIPTS = {
    "ae1ccc1ebe0df0a028a276353ba2068ce6167364127bad012c3bca4837c120a2",
}
# A script with this attribute says that it is done when the page is loaded, and that it
# loads nothing and writes no more than what stands in scripts of the type text/html.
SAFE_SCRIPT = "data-report-pdf-fast"
LOADING_TAGS = {
    *("iframe", "frame", "frameset", "object", "embed", "applet", "video", "audio"),
    *("canvas", "source", "track", "picture", "portal", "noscript", "template"),
}
LOADING_ATTRIBUTES = {
    *("src", "srcset", "background", "poster", "data", "lowsrc", "dynsrc", "longdesc"),
    *("xlink:href", "manifest", "profile", "classid", "codebase", "archive"),
}
SHOWN_ATTRIBUTES = ("value", "placeholder", "alt", "label")
LINK = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
SPACE = re.compile(r"\s+")
# What the PDF program adds to a page by itself
IMPLIED = {
    *("html", "head", "body", "table", "tbody", "thead", "tfoot", "tr", "td", "th"),
    *("col", "colgroup"),
}


class Page:
    """One HTML page: a body, or the file of all headers or of all footers.

    `sheets` are the addresses of its style sheets, each with the attributes that its
    text keeps; `names`, `styles` and `characters` are what `Sheet.cut` asks for.

    :param str html: its text
    :param picture_of: a function that gives the address for the PDF program by the one
        of a picture
    :raises NotFastError: something in it may load, or do, what is not known
    """

    def __init__(self, html, picture_of=local_address):
        self.html = str(html)
        self.sheets = []
        self.names = set(IMPLIED)
        self.styles = ""
        self.characters = set()
        self._picture_of = picture_of
        self._images = {}
        self._backgrounds = {}
        for node in self._parse().iter():
            if isinstance(node.tag, str):
                self._read(node)
            self.characters.update(node.tail or "")

    def complete(self, sheet_of):
        """The page with all that it loads.

        :param sheet_of: a function that gives the text of a sheet by its address
        :raises NotFastError: the text of the page is not what its parts say
        :rtype: str
        """
        html = self._replace(self.html, self._images, r'(?<![\w-])(src=["\']){}(["\'])')
        quote = "(?:&quot;|&#34;|&#39;|[\"'])?"
        pattern = rf"(url\(\s*{quote}){{}}({quote}\s*\))"
        html = self._replace(html, self._backgrounds, pattern)
        links = LINK.findall(html)
        if len(links) != len(self.sheets):
            raise NotFastError("a page has links that are no elements")
        sheets = iter(self.sheets)
        html = LINK.sub(lambda _link: self._style(*next(sheets), sheet_of), html)
        if len(html.encode()) >= SIZE_LIMIT:
            raise NotFastError("a page is too long")
        return html

    @staticmethod
    def _style(address, attributes, sheet_of):
        css = sheet_of(address)
        if "</style" in css.lower() or "<!--" in css:
            raise NotFastError(f"the style sheet {address} ends a page's style")
        # because the text of a sheet stands before what Odoo's layout says of it
        return (
            f'<meta charset="utf-8"/><style type="text/css"{attributes}>{css}</style>'
        )

    @staticmethod
    def _replace(html, addresses, pattern):
        for address, (local, count) in addresses.items():
            written = html_tools.escape(address, quote=True)
            written = rf"(?:{re.escape(written)}|{re.escape(address)})"
            html, done = re.subn(
                pattern.format(written),
                lambda match, local=local: f"{match[1]}{local}{match[2]}",
                html,
            )
            if done != count:
                raise NotFastError(f"{address[:200]} is also in the text of a page")
        return html

    def _parse(self):
        # as long as images in the text are
        parser = lxml.html.HTMLParser(huge_tree=True)
        try:
            return lxml.html.document_fromstring(self.html, parser=parser)
        except (lxml.etree.LxmlError, ValueError) as error:
            raise NotFastError(f"a page cannot be read: {error}") from error

    def _read(self, node):
        tag = node.tag.lower()
        if tag in LOADING_TAGS:
            raise NotFastError(f"a page has an element {tag}")
        self.names.add(tag)
        self.names |= {f".{name.lower()}" for name in node.get("class", "").split()}
        if node.get("id"):
            self.names.add(f"#{node.get('id').lower()}")
        readers = {
            "link": self._read_link,
            "script": self._read_script,
            "style": self._read_style,
            "meta": self._read_meta,
        }
        if tag in readers:
            readers[tag](node)
        else:
            self.characters.update(node.text or "")
        for name, value in node.items():
            self._read_attribute(tag, name.lower(), value)

    def _read_attribute(self, tag, name, value):
        if name.startswith("on"):
            if (tag, name, value.strip(" ;")) != ("body", "onload", "subst()"):
                raise NotFastError(f"a page does something {name}")
        elif name == "style":
            self.styles += f"{value.lower()};"
            self._read_backgrounds(value)
        elif name in LOADING_ATTRIBUTES:
            self._read_address(tag, name, value)
        elif name in SHOWN_ATTRIBUTES:
            self.characters.update(value)
        elif name == "href" and tag not in ("a", "area", "base", "link"):
            self._read_address(tag, name, value)

    def _read_address(self, tag, name, value):
        value = value.strip()
        if not value or value.startswith(("data:", "#")):
            return
        if (tag, name) != ("img", "src"):
            raise NotFastError(f"a page loads {value[:200]}")
        if value not in self._images:
            self._images[value] = self._picture_of(value), 0
        local, count = self._images[value]
        self._images[value] = local, count + 1

    def _read_backgrounds(self, css):
        if "\\" in css or "@" in URL.sub("", css):
            raise NotFastError("a page has a style that is not understood")
        for match in URL.finditer(css):
            value = match[2]
            if value and not value.startswith(("data:", "#")):
                _local, count = self._backgrounds.get(value, (None, 0))
                self._backgrounds[value] = local_address(value), count + 1

    def _read_link(self, node):
        address = node.get("href") or ""
        known = {"rel": "stylesheet", "type": "text/css"}
        for name, value in node.items():
            own = name.startswith("data-") or name == "href"
            if not own and known.get(name.lower()) != value.lower():
                raise NotFastError(f"a page links to {address[:200]}")
        if node.get("rel") != "stylesheet":
            raise NotFastError(f"a page links to {address[:200]}")
        kept = "".join(
            f' {name}="{html_tools.escape(value)}"'
            for name, value in node.items()
            if name.startswith("data-")
        )
        self.sheets.append((address, kept))

    def _read_script(self, node):
        safe = node.get(SAFE_SCRIPT) is not None
        if safe and node.get("type") == "text/html":
            self._read_written(node.text or "")
            return
        text = SPACE.sub("", node.text or "")
        digest = hashlib.sha256(text.encode()).hexdigest()
        if node.get("src") or not (safe or digest in KNOWN_SCRIPTS):
            raise NotFastError("a page has a script that is not known")

    def _read_written(self, html):
        """Read the links to style sheets that a safe script writes into its page."""
        for part in lxml.html.fragments_fromstring(html):
            if not isinstance(part, str):
                if part.tag != "link" or len(part):
                    raise NotFastError("a script writes more than style sheets")
                self._read_link(part)
            elif part.strip():
                raise NotFastError("a script writes more than style sheets")

    def _read_style(self, node):
        css = node.text or ""
        if "@import" in css.lower() or "\\" in css:
            raise NotFastError("a page has a style that is not understood")
        self.styles += css.lower()
        self._read_backgrounds(css.replace("@", ""))

    def _read_meta(self, node):
        if node.get("http-equiv", "").lower() not in ("", "content-type"):
            raise NotFastError("a page says how it wants to be loaded")
