import resource
import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit
from urllib.request import url2pathname

from odoo.tests import BaseCase
from odoo.tools import config
from odoo.tools.misc import file_path

from .. import static_files
from ..errors import NotFastError

IMAGE = "/web/static/img/favicon.ico"
LOGO = "/web/static/img/logo.png"


class TestStaticFiles(BaseCase):
    """The PDF program reads copies of static files, and only of these."""

    def setUp(self):
        super().setUp()
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        self.startPatcher(patch.dict(config.options, {"data_dir": folder}))
        static_files._copies.clear()

    def content_of(self, address):
        return Path(url2pathname(urlsplit(address).path)).read_bytes()

    def test_a_copy_has_the_content_of_the_file(self):
        expected = Path(file_path(LOGO[1:])).read_bytes()
        odd = "/web/static/css/../img/logo.png?v=1#part"
        for address in (LOGO, odd):
            local = static_files.local_address(address)
            self.assertTrue(local.startswith(static_files.folder().as_uri()))
            self.assertEqual(self.content_of(local), expected)
        self.assertTrue(local.endswith(".png#part"))
        # the same content is there once
        self.assertEqual(len(list(static_files.folder().iterdir())), 1)

    def test_nothing_but_fonts_and_images_below_static(self):
        for address in (
            "/web/static/../__manifest__.py",
            "/web/static/../../base/static/img/../../__manifest__.py",
            "/web/__manifest__.py",
            "/web/static/src/main.js",
            "/web/static/img/missing.png",
            "/web/image/1",
            "/etc/static/passwd.png",
            "//example.com/static/x.png",
            "https://example.com/web/static/img/logo.png",
            "file:///web/static/img/logo.png",
            "web/static/img/logo.png",
            IMAGE,
        ):
            with self.assertRaises(NotFastError, msg=address):
                static_files.local_address(address)

    def test_a_copy_that_is_gone_or_broken_is_made_again(self):
        expected = Path(file_path(LOGO[1:])).read_bytes()
        local = static_files.local_address(LOGO)
        [copy] = static_files.folder().iterdir()
        copy.unlink()
        self.assertEqual(self.content_of(static_files.local_address(LOGO)), expected)
        copy.write_bytes(expected[:10])
        self.assertEqual(static_files.local_address(LOGO), local)
        self.assertEqual(self.content_of(local), expected)

    def test_a_full_disk_leaves_nothing_behind(self):
        # as a full disk, the limit breaks off in the midst of the content
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
        try:
            with self.assertRaisesRegex(NotFastError, "File too large"):
                static_files.local_address(LOGO)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        self.assertEqual(list(static_files.folder().iterdir()), [])
