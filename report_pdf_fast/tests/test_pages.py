from odoo.tests import BaseCase

from ..errors import NotFastError
from ..pages import Page

SHEET = "/web/assets/abcdef1/web.report.min.css"
LINK = f'<link type="text/css" rel="stylesheet" href="{SHEET}"/>'
LAYOUT = "<!DOCTYPE html><html><head>{}</head><body onload='subst()'>{}</body></html>"
SAFE = "data-report-pdf-fast=''"


class TestPages(BaseCase):
    """Pages are completed where all they load is known, and refused otherwise."""

    def complete(self, head="", body="", css=".a{x:1}"):
        return Page(LAYOUT.format(head, body)).complete(lambda address: css)

    def test_sheets_stand_in_the_page(self):
        found = self.complete(LINK, "<p class='a'>Chair</p>")
        style = '<meta charset="utf-8"/><style type="text/css">.a{x:1}</style>'
        self.assertEqual(found, LAYOUT.format(style, "<p class='a'>Chair</p>"))

    def test_images_are_local(self):
        image = '<img src="/web/static/img/logo.png"/>'
        styled = '<p style="background: url(&#39;/web/static/img/logo.png&#39;)">'
        found = self.complete(body=f"/web/static/img/logo.png {image}{styled}")
        self.assertEqual(found.count('src="file:///'), 1)
        self.assertEqual(found.count("url(&#39;file:///"), 1)
        self.assertIn("> /web", found.replace("'>/web", "'> /web"))
        data = '<img src="data:image/png;base64,abc"/>'
        self.assertIn(data, self.complete(body=data))

    def test_scripts_that_are_known_to_be_safe_stay(self):
        script = f"<script {SAFE}>go()</script>"
        self.assertIn(script, self.complete(script))
        written = f"<script type='text/html' {SAFE} data-x='1'>{LINK}</script>"
        self.assertIn(".a{x:1}</style></script>", self.complete(written))

    def test_whatever_else_loads_or_acts_is_refused(self):
        for head in (
            "<script>go()</script>",
            "<script src='/web/assets/1/a.js'></script>",
            f"<script {SAFE} src='/x.js'></script>",
            f"<script type='text/html' {SAFE}>{LINK}<img src='x'/></script>",
            "<link rel='icon' href='/x.png'/>",
            f"<link rel='stylesheet' media='print' href='{SHEET}'/>",
            "<style>@import url(/x.css)</style>",
            "<style>p{background:url(//example.com/x.png)}</style>",
            "<meta http-equiv='refresh' content='1'/>",
        ):
            with self.assertRaises(NotFastError, msg=head):
                self.complete(head)
        for body in (
            "<img src='https://example.com/x.png'/>",
            "<img src='/web/image/1'/>",
            "<img src='/report/barcode/QR/x'/>",
            "<img src='/web/static/img/missing.png'/>",
            "<img src='data:a' srcset='/x.png 2x'/>",
            "<img src='data:a' onload='go()'/>",
            "<p style='background: url(/web/image/1)'>x</p>",
            "<p style='background: u\\72l(/web/image/1)'>x</p>",
            "<td background='/x.png'>x</td>",
            "<iframe src='/x'></iframe>",
            "<svg><image xlink:href='/x.png'/></svg>",
            "<svg><use href='/x.svg#a'/></svg>",
            "<object data='/x.svg'></object>",
            "<video></video>",
        ):
            with self.assertRaises(NotFastError, msg=body):
                self.complete(body=body)

    def test_text_that_looks_like_parts_is_refused(self):
        for body in (
            "<!-- <link rel='stylesheet' href='x'/> -->",
            "<img src='/web/static/img/logo.png'/>"
            "<!-- src='/web/static/img/logo.png' -->",
        ):
            with self.assertRaises(NotFastError, msg=body):
                self.complete(LINK, body)

    def test_sheets_that_would_end_their_element(self):
        for css in (".a{content:'</style>'}", "<!-- .a{x:1}"):
            with self.assertRaises(NotFastError):
                self.complete(LINK, css=css)

    def test_a_page_that_odoo_cuts_because_of_its_size(self):
        with self.assertRaisesRegex(NotFastError, "too long"):
            self.complete(body="x" * 4 * 1024 * 1024)

    def test_what_a_page_has(self):
        page = Page(LAYOUT.format(LINK, "<p class='A b' id='C' style='font: X'>é</p>"))
        self.assertLessEqual({"p", ".a", ".b", "#c"}, page.names)
        self.assertEqual(page.styles, "font: x;")
        self.assertIn("é", page.characters)
        self.assertEqual(page.sheets, [(SHEET, "")])
