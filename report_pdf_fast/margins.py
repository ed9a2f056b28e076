"""The file of all headers of a run, or of all footers, made light for each page.

Odoo writes the headers of all pages into one file. Each page loads it, lays all of them
out and keeps its own. A run of fifty documents lays out thousands of headers.
"""

import json
import re

import lxml.etree
import lxml.html

CONTAINER = re.compile(
    r"(<body\b[^>]*>\s*)"
    r'(<div id="minimal_layout_report_(?:headers|footers)">.*</div>)'
    r"(\s*</body>)",
    re.DOTALL,
)
# The page's own child is where it was; the others are empty, and their number is the
# same, because the script of Odoo's layout takes its own by number. The script is gone
# before anything else of the page is there.
WRITE = """<script id="report_pdf_fast">
(function () {{
    var parts = {parts}, places = {places}, html = "";
    var script = document.getElementById("report_pdf_fast");
    var page = /[?&]webpage=([^&]*)/.exec(location.search);
    var own = Number(page && unescape(page[1]).split(".", 4)[3]);
    for (var i = 0; i !== places.length; i++) {{
        html += i === own || !(own in places) ? parts[places[i]] : "<div></div>";
    }}
    script.parentNode.removeChild(script);
    document.write({opening} + html + "</div>");
}})();
</script>"""


def lighten(html):
    """The file so that a page lays out its own header alone.

    :param str html: a page of ``web.minimal_layout`` with headers or footers
    :return: the same where it is not as Odoo writes it
    :rtype: str
    """
    found = CONTAINER.search(html)
    if not found:
        return html
    try:
        container = lxml.html.fragment_fromstring(found[2])
    except lxml.etree.LxmlError:
        return html
    # Odoo leaves out end tags that need not be there
    again = lxml.html.fragment_fromstring(_text(container))
    if len(container) < 2 or _text(container) != _text(again):
        return html
    places, parts = [], {}
    for child in container:
        places.append(parts.setdefault(_text(child), len(parts)))
    script = WRITE.format(
        parts=_literal(list(parts)),
        places=json.dumps(places),
        opening=_literal(found[2][: found[2].index(">") + 1]),
    )
    return html[: found.start(2)] + script + html[found.end(2) :]


def _text(node):
    return lxml.html.tostring(node, encoding="unicode", with_tail=False)


def _literal(value):
    """A value as JavaScript that is safe within a script of a page."""
    return json.dumps(value).replace("<", "\\u003c")
