from odoo.tests import BaseCase

from ..errors import NotFastError
from ..sheets import Sheet, selector_needs

NAMES = frozenset({"body", "td", "p", ".a", ".b", "#one"})


class TestSheets(BaseCase):
    """What pages cannot use is left out of their style sheets, and nothing else."""

    def cut(self, css, styles="", text=""):
        return Sheet(css).cut(NAMES, styles, frozenset(text))

    def text(self, css, **options):
        return "".join(self.cut(css, **options).parts)

    def test_only_rules_that_cannot_match_are_left_out(self):
        kept = [
            "td.a{x:1}",
            "P > .B{x:2}",
            ".c,#one{x:3}",
            ".a:not(.c):hover::after{x:4}",
            "[class^='c']{x:5}",
            "*{x:6}",
            ":root{--c:7}",
            ".w-25\\%{x:8}",
            "td[dir=rtl] .a{x:9}",
            ":is(.c, .a){x:10}",
        ]
        left_out = [".c{y:1}", "td.c{y:2}", "#two .a{y:3}", "th .a{y:4}", "h1{y:5}"]
        css = "".join(
            rule for pair in zip(kept, left_out * 2, strict=True) for rule in pair
        )
        self.assertEqual(self.text(css), "".join(kept))

    def test_blocks_within_blocks(self):
        css = "@media print{.a{x:1}.c{y:1}}@media screen{.c{y:2}}@page{margin:0}"
        self.assertEqual(self.text(css), "@media print{.a{x:1}}@page{margin:0}")

    def test_braces_in_texts_are_none(self):
        css = "/* } */.a{content:\"}\";background:url(data:x;{)}.c{content:'{'}"
        kept = '.a{content:"}";background:url(data:x;{)}'
        self.assertEqual(self.text(css), kept)

    def test_fonts_that_are_named_stay(self):
        named = "@font-face{font-family:'Lato';src:url(/web/static/l.woff)}"
        other = "@font-face{font-family:Other;src:url(/web/static/o.woff)}"
        css = f"{named}{other}.a{{font-family:lato}}.c{{font-family:Other}}"
        self.assertEqual(self.text(css), f"{named}.a{{font-family:lato}}")
        found = self.cut(css, styles="font-family: other;")
        self.assertEqual(
            found.parts[1::2], ["/web/static/l.woff", "/web/static/o.woff"]
        )

    def test_fonts_of_other_hosts_are_told_where_a_page_needs_them(self):
        address = "https://example.com/arabic.woff"
        css = (
            f"@font-face{{font-family:N;src:url({address});unicode-range:U+0600-06FF}}"
            ".a{font-family:N}"
        )
        self.assertEqual(self.cut(css, text="abc").remote, [])
        found = self.cut(css, text="abc\u0627")
        self.assertEqual(found.remote, [address])
        self.assertEqual(found.parts, [".a{font-family:N}"])
        # a sheet may write characters, too
        css += '.b::after{content:"\\0627"}'
        self.assertEqual(self.cut(css, text="abc").remote, [address])
        # without a range, it is for all
        css = css.replace(";unicode-range:U+0600-06FF", "")
        self.assertEqual(self.cut(css, text="a").remote, [address])

    def test_what_cannot_be_taken_apart(self):
        for css in (".a{x:1", ".a{x:1}}", ".a", "@import url(x.css);.a{x:1}"):
            with self.assertRaises(NotFastError):
                Sheet(css)

    def test_needs_of_selectors(self):
        needs = selector_needs("ul.A > li#b:nth-child(2n), .c[data-x='d.e']")
        self.assertEqual(needs, [{"ul", ".a", "li", "#b"}, {".c"}])
