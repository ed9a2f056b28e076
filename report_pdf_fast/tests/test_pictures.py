import base64
from io import BytesIO

from PIL import Image, ImageChops

from odoo.addons.http_routing.tests.common import MockRequest
from odoo.tests import TransactionCase, tagged

from ..errors import NotFastError
from ..pages import Page
from ..pictures import picture_address

LOGO = "/web/static/img/logo.png"


@tagged("post_install", "-at_install")
class TestPictures(TransactionCase):
    """Which pictures of a page are known, and what stands for them."""

    def check_drawn(self, address, expected):
        kind, _comma, data = picture_address(self.env, address).partition(",")
        self.assertEqual(kind, "data:image/png;base64")
        found, expected = (
            Image.open(BytesIO(content)).convert("L")
            for content in (base64.b64decode(data), expected)
        )
        self.assertEqual(found.size, expected.size)
        # ReportLab draws edges a bit differently each time
        self.assertLess(ImageChops.difference(found, expected).getextrema()[1], 16)

    def test_a_barcode_is_what_the_route_draws(self):
        draw = self.env["ir.actions.report"].barcode
        for address, expected in {
            "/report/barcode/Code128/INV/2026/7": draw("Code128", "INV/2026/7"),
            "/report/barcode/QR/a%20%C3%A9?&width=80&height=80": draw(
                "QR", "a é", width=80, height=80
            ),
            "/report/barcode/?barcode_type=EAN13&value=5901234123457": draw(
                "EAN13", "5901234123457"
            ),
            "/report/barcode?barcode_type=Code128&value=a+b&humanreadable=1": draw(
                "Code128", "a b", humanreadable=1
            ),
        }.items():
            with self.subTest(address):
                self.check_drawn(address, expected)

    def test_what_is_not_sure_is_not_known(self):
        for address in (
            "/report/barcode/Code128/a b",
            "/report/barcode/Code128/a//b",
            "/report/barcode/Code128/../b",
            "/report/barcode/Code128/",
            "/report/barcode/Code128/a?width=9&width=8",
            "/report/barcode/Code128/a?width=many",
            "/report/barcode/Code128/a?width=20000&height=20000",
            "/report/barcode/?barcode_type=QR",
            "https://example.com/report/barcode/QR/a",
            "/web/image/res.partner/1/image_1920",
            "/web/image/7/100x100",
            "/web/image/7?width=100",
            # nobody asks by HTTP
            "/web/image/7",
        ):
            with self.subTest(address), self.assertRaises(NotFastError):
                picture_address(self.env, address)

    def test_an_image_is_read_for_whom_the_session_belongs_to(self):
        """The PDF program would ask with the session, whoever came with a key."""
        values = {
            "name": "a.png",
            "raw": self.env["ir.actions.report"].barcode("QR", "a"),
        }
        image = self.env["ir.attachment"].create(values | {"public": True})
        admin, other = self.env.ref("base.user_admin"), self.env.user
        public = self.env.ref("base.public_user")
        for user, session_uid, is_read in (
            (admin, admin.id, True),
            (public, None, True),
            (admin, None, False),
            (admin, other.id, False),
        ):
            with (
                self.subTest(user=user.login, session=session_uid),
                MockRequest(self.env(user=user)) as request,
            ):
                request.session.uid = session_uid
                if is_read:
                    found = picture_address(self.env, f"/web/image/{image.id}")
                    self.assertTrue(found.startswith("data:image/png;base64,"))
                    continue
                with self.assertRaises(NotFastError):
                    picture_address(self.env, f"/web/image/{image.id}")

    def test_a_static_file_is_a_copy(self):
        self.assertTrue(picture_address(self.env, LOGO).startswith("file:///"))

    def test_each_place_of_a_page_gets_the_picture(self):
        address = "/report/barcode/QR/a?&amp;width=80"
        image = f"<img src='{address}'/>"
        html = f"<html><body>{image}{image}</body></html>"
        asked = []

        def picture_of(found):
            asked.append(found)
            return "data:image/png;base64,AAAA"

        done = Page(html, picture_of).complete(None)
        self.assertEqual(done.count("<img src='data:image/png;base64,AAAA'/>"), 2)
        self.assertEqual(asked, ["/report/barcode/QR/a?&width=80"])
