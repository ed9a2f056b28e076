from odoo.tests import BaseCase

from ..margins import lighten

FILE = (
    '<html><head></head><body onload="subst()">\n'
    '<div id="minimal_layout_report_headers">{}</div>\n</body></html>'
)
ONE, OTHER = '<div class="header">Ada</div>', '<div class="header">Bob &lt;/b</div>'


class TestMargins(BaseCase):
    """The headers of other pages are not laid out."""

    def test_each_header_is_there_once(self):
        found = lighten(FILE.format(f"{ONE} {OTHER}{ONE}"))
        self.assertIn("places = [0, 1, 0]", found)
        self.assertEqual(found.count("Ada"), 1)
        # nothing within the script ends it
        self.assertEqual(found.count("</script"), 1)
        self.assertNotIn("<div class", found)
        self.assertNotIn('<div id="minimal', found)
        self.assertTrue(found.startswith(FILE.split("<div")[0]))
        self.assertTrue(found.endswith("</script>\n</body></html>"))

    def test_what_is_not_as_odoo_writes_it_stays(self):
        for html in (
            FILE.format(ONE),
            FILE.format(""),
            FILE.format(ONE + OTHER).replace("headers", "others"),
            FILE.format(ONE + OTHER).replace("</body>", "<p>x</p></body>"),
        ):
            self.assertEqual(lighten(html), html)
