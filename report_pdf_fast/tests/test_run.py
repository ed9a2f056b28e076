import shutil
import subprocess
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.addons.base.models import ir_actions_report as base_report
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import config, mute_logger

from ..models import ir_actions_report as fast_report
from ..static_files import folder

BODY = "<html><head>{}</head><body><p class='a'>Chair</p></body></html>"


@tagged("post_install", "-at_install")
class TestRun(TransactionCase):
    """Which way a run takes, and what the PDF program is given."""

    def setUp(self):
        super().setUp()
        data = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, data)
        self.startPatcher(patch.dict(config.options, {"data_dir": data}))
        self.reports = self.env["ir.actions.report"]
        fast_report._told_reasons.clear()
        # the tests' log holds warnings alone
        self.info = self.startPatcher(patch.object(fast_report._logger, "info"))
        self.runs = []
        self.answers = []
        self.startPatcher(patch.object(base_report, "_run_wkhtmltopdf", self.program))

    def program(self, arguments):
        """Stand for the PDF program: note what it is given, write what is wanted."""
        pages = [Path(name).read_text() for name in arguments if ".body." in name]
        self.runs.append((arguments, pages))
        code, content = self.answers.pop(0) if self.answers else (0, b"%PDF-1")
        Path(arguments[-1]).write_bytes(content)
        return subprocess.CompletedProcess(arguments, code, "", "trouble")

    def read_log(self):
        return [call.args[0] % call.args[1:] for call in self.info.call_args_list]

    def delay_of(self, arguments):
        return arguments[arguments.index("--javascript-delay") + 1]

    def make_sheet(self, css, version="abcdef1", **values):
        name = "web.report_test.min.css"
        file = {
            "name": name,
            "url": f"/web/assets/{version}/{name}",
            "public": True,
            "res_model": "ir.ui.view",
            "res_id": 0,
            "type": "binary",
            "mimetype": "text/css",
            "raw": css.encode(),
        }
        made = self.env["ir.attachment"].with_user(1).create(file | values)
        return f'<link rel="stylesheet" href="{made.url}"/>'

    def print_page(self, head="", **context):
        reports = self.reports.with_context(**context)
        return reports._run_wkhtmltopdf([BODY.format(head)], header=BODY.format(head))

    def test_nothing_is_waited_for(self):
        link = self.make_sheet(".a{background:url(/web/static/img/logo.png)}.c{x:1}")
        self.assertEqual(self.print_page(link), b"%PDF-1")
        self.assertEqual(self.read_log(), ["1 documents printed without delay"])
        [(arguments, [page])] = self.runs
        self.assertEqual(self.delay_of(arguments), "0")
        self.assertEqual(arguments[arguments.index("--allow") + 1], str(folder()))
        self.assertIn(f".a{{background:url({folder().as_uri()}/", page)
        self.assertNotIn("<link", page)
        self.assertNotIn(".c{", page)

    def test_the_unknown_prints_as_before_and_is_told_once(self):
        script = "<script>go()</script>"
        for _time in range(2):
            self.assertEqual(self.print_page(script), b"%PDF-1")
        [told] = self.read_log()
        self.assertIn("a script that is not known", told)
        for arguments, [page] in self.runs:
            self.assertEqual(self.delay_of(arguments), "1000")
            self.assertNotIn("--allow", arguments)
            self.assertEqual(page, BODY.format(script))

    def test_a_context_of_a_client_gives_no_access_to_files(self):
        """Neither the sign of a fast run, nor a folder."""
        context = {fast_report.CONTEXT_KEY: "/", "allow": "/"}
        self.print_page("<script>go()</script>", **context)
        [(arguments, __)] = self.runs
        self.assertNotIn("--allow", arguments)
        self.assertEqual(self.delay_of(arguments), "1000")
        self.print_page("", **context)
        arguments = self.runs[1][0]
        self.assertEqual(arguments.count("--allow"), 1)
        self.assertEqual(arguments[arguments.index("--allow") + 1], str(folder()))

    def test_sheets_are_those_that_odoo_compiled(self):
        made_by_user = self.make_sheet(".a{x:1}", version="abcdef2")
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_uid = 2 WHERE url LIKE '%abcdef2%'"
        )
        private = self.make_sheet(".a{x:1}", version="abcdef3", public=False)
        debug = self.make_sheet(".a{x:1}", version="debug")
        missing = '<link rel="stylesheet" href="/web/assets/abcdef5/a.min.css"/>'
        for link in (made_by_user, private, debug, missing):
            self.print_page(link)
            self.assertEqual(self.delay_of(self.runs.pop()[0]), "1000", link)

    def test_a_changed_sheet_is_read_anew(self):
        link = self.make_sheet(".a{x:1}")
        self.print_page(link)
        self.env["ir.attachment"].search([("url", "like", "abcdef1")]).raw = b".a{x:2}"
        self.print_page(link)
        first, second = (page for __, [page] in self.runs)
        self.assertIn(".a{x:1}", first)
        self.assertIn(".a{x:2}", second)

    def test_a_file_that_is_gone_by_then(self):
        """The program tells it, whatever it prints, and the run is Odoo's."""
        for content in (b"", b"%PDF-broken"):
            self.answers = [(1, content)]
            with mute_logger("odoo.addons.base.models.ir_actions_report"):
                self.assertEqual(self.print_page(), b"%PDF-1")
            delays = [self.delay_of(arguments) for arguments, __ in self.runs]
            self.assertEqual(delays, ["0", "1000"])
            self.runs.clear()

    def test_a_program_that_breaks_off_is_not_tried_again(self):
        for code in (2, -11):
            self.answers = [(code, b"")]
            quiet = mute_logger("odoo.addons.base.models.ir_actions_report")
            with quiet, self.assertRaisesRegex(UserError, "trouble"):
                self.print_page()
        self.assertEqual(len(self.runs), 2)

    def test_a_font_that_is_missing_prints_as_before(self):
        link = self.make_sheet(
            "@font-face{font-family:F;src:url(/web/static/fonts/missing.woff)}"
            ".a{font-family:F}"
        )
        self.print_page(link)
        self.assertIn("missing.woff cannot be copied", self.read_log()[0])
        self.assertEqual(self.delay_of(self.runs[0][0]), "1000")

    def test_a_font_of_another_host(self):
        link = self.make_sheet(
            "@font-face{font-family:F;src:url(https://example.com/f.woff)}"
            ".a{font-family:F}"
        )
        for is_out_of_reach, delay in ((True, "0"), (False, "1000")):
            with patch.object(
                fast_report, "is_out_of_reach", return_value=is_out_of_reach
            ):
                self.print_page(link)
            self.assertEqual(self.delay_of(self.runs.pop()[0]), delay)
