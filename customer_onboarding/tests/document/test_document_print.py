from base64 import b64encode
from html import unescape
from io import BytesIO
from unittest.mock import patch

from odoo.addons.base.models.ir_actions_report import IrActionsReport
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools.pdf import PdfFileReader, PdfFileWriter

from ...models.document import ir_actions_report
from ..common import PASSWORD
from .common import DocumentsCommon

REPORT = "account.report_invoice"


@tagged("post_install", "-at_install")
class TestDocumentPrint(DocumentsCommon, HttpCase):
    """Many documents at once, the texts of lines, and who may do what."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # where the PDF program gets its style sheets
        parameters_sudo = cls.env["ir.config_parameter"].sudo()
        parameters_sudo.set_param("report.url", cls.base_url())
        parameters_sudo.set_param("report.print_delay", "100")

    # ---------------------------------------------------------- many at once
    def count_runs(self):
        """Count the runs of the PDF program, and the documents of each."""
        runs = []
        run = IrActionsReport._run_wkhtmltopdf

        def counted(report, bodies, *args, **kwargs):
            runs.append(len(bodies))
            return run(report, bodies, *args, **kwargs)

        self.startPatcher(patch.object(IrActionsReport, "_run_wkhtmltopdf", counted))
        return runs

    def print_streams(self, moves, **context):
        printing = {
            "force_report_rendering": True,
            "customer_document_staff_print": True,
        }
        report = self.env["ir.actions.report"].with_context(**printing | context)
        return report._pre_render_qweb_pdf(REPORT, moves.ids)[0]

    def make_invoices(self, number):
        customers = [self.french, self.english]
        moves = self.env["account.move"]
        for index in range(number):
            moves |= self.make_product_invoice(customers[index % 2])
        return moves

    def test_one_run_in_the_order_of_the_selection(self):
        runs = self.count_runs()
        moves = self.make_invoices(4)
        moves = moves[3] | moves[0] | moves[2] | moves[1]
        for choice in ("company", "customer"):
            streams = self.print_streams(moves, customer_document_lang_choice=choice)
            self.assertEqual(list(streams), moves.ids)
        self.assertEqual(runs, [4, 4])
        # what is selected twice prints once
        self.assertEqual(list(self.print_streams(moves[:1] + moves[:1])), moves[:1].ids)
        self.assertEqual(runs, [4, 4, 1])

    def test_long_selections_in_chunks(self):
        runs = self.count_runs()
        moves = self.make_invoices(5)
        self.patch(ir_actions_report, "DOCUMENTS_PER_RUN", 4)
        self.patch(ir_actions_report, "DOCUMENTS_PER_CHUNK", 2)
        streams = self.print_streams(moves)
        self.assertEqual(list(streams), moves.ids)
        self.assertEqual(runs, [2, 2, 1])
        # what fits into one run is one
        self.print_streams(moves[:4])
        self.assertEqual(runs, [2, 2, 1, 4])

    def test_issued_files_take_the_place_of_a_print(self):
        moves = self.make_invoices(3)
        moves.action_post()
        self.issue(moves[1], "en_US")
        runs = self.count_runs()
        streams = self.print_streams(moves)
        self.assertEqual(list(streams), moves.ids)
        self.assertEqual(streams[moves[1].id]["stream"].getvalue(), b"%PDF issued")
        self.assertEqual(runs, [2])
        self.print_streams(moves, customer_document_copy=True)
        self.assertEqual(runs, [2, 3])
        # a customer's print is stock's
        self.print_streams(moves, customer_document_staff_print=False)
        self.assertEqual(runs, [2, 3, 3])
        # who reads no invoices gets no issued file either
        plain = new_test_user(self.env, "plain", company_id=self.company.id)
        report = self.env["ir.actions.report"].with_user(plain)
        with self.assertRaises(AccessError):
            report.with_context(
                customer_document_staff_print=True
            )._render_qweb_pdf_prepare_streams(REPORT, {}, moves[1].ids)

    def test_what_is_sent_is_in_the_customers_language(self):
        """Also where staff print and send at once: the customer reads it."""
        sheets = []

        def run(report, bodies, *args, **kwargs):
            sheets.append(str(bodies[0]))
            return self.make_page(100)

        self.startPatcher(patch.object(IrActionsReport, "_run_wkhtmltopdf", run))
        invoice = self.make_product_invoice(self.french)
        context = {
            "force_report_rendering": True,
            "customer_document_staff_print": True,
            "active_model": "account.move",
            "active_ids": invoice.ids,
        }
        invoice.action_post()
        send = self.env["account.move.send.wizard"].with_context(**context)
        wizard = send.create({"move_id": invoice.id, "sending_methods": ["manual"]})
        wizard._prepare_invoice_proforma_pdf_report(
            invoice, {"pdf_report": wizard.pdf_report_id}
        )
        wizard.action_send_and_print()
        self.assertEqual(len(sheets), 2)
        for sheet in sheets:
            self.assertIn("Chaise", sheet)
            self.assertIn("Échéance", unescape(sheet))
        self.assertEqual(invoice.invoice_pdf_report_id.document_lang, "fr_FR")

    # ------------------------------------------------------- dialog and job
    def test_the_dialog_of_an_ordinary_user(self):
        """The Print menu opens it with the language that is not the usual one."""
        staff = self.env["res.users"].create(
            {
                "name": "Clerk",
                "login": "clerk",
                "company_id": self.company.id,
                "company_ids": self.company.ids,
                "group_ids": [self.env.ref("account.group_account_invoice").id],
            }
        )
        invoice = self.make_product_invoice(self.french)
        model = self.env["customer.document.print"].with_user(staff)
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        wizard = model.with_context(**context).create({})
        self.assertEqual(wizard.lang_choice, "customer")
        self.assertIn("French", wizard.document_langs)
        action = wizard.action_print()
        self.assertEqual(action["context"]["customer_document_lang_choice"], "customer")
        self.assertEqual(action["context"]["active_ids"], invoice.ids)
        self.assertFalse(model.get_print_dialog(REPORT, invoice.ids))
        with self.assertRaises(AccessError):
            wizard.with_user(self.make_portal_user(self.english)).read(["res_ids"])
        # nor is it a way to what they may not read
        plain = new_test_user(self.env, "plain", company_id=self.company.id)
        values = {"res_model": "account.move", "res_ids": invoice.ids}
        values |= {"report_id": wizard.report_id.id, "lang_choice": "customer"}
        with self.assertRaises(AccessError):
            model.with_user(plain).create(values)._get_documents()
        with self.assertRaises(AccessError):
            model.with_user(plain).get_print_dialog(REPORT, invoice.ids)
        # reports of others are not offered
        self.assertIn(wizard.report_id, wizard.available_report_ids)
        wizard.report_id.sudo().group_ids = self.env.ref("base.group_system")
        self.assertNotIn(wizard.report_id, model._get_reports(invoice))

    def test_the_dialog_opens_by_itself(self):
        """Where a sheet would not be in the language of the settings throughout."""
        model = self.env["customer.document.print"]
        issued, by_hand = self.make_invoices(2)
        self.assertFalse(model.get_print_dialog(REPORT, (issued | by_hand).ids))
        self.company.customer_document_lang = "company"
        by_hand = self.make_product_invoice(self.french, name="Sur mesure")
        wizard = model.browse(model.get_print_dialog(REPORT, by_hand.ids)["res_id"])
        self.assertIn("Sur mesure", wizard.foreign_texts)
        self.assertEqual(wizard.lang_choice, "company")
        issued.action_post()
        self.issue(issued, "en_US")
        self.assertFalse(model.get_print_dialog(REPORT, issued.ids))
        issued.invoice_pdf_report_id.document_lang = "fr_FR"
        wizard = model.browse(model.get_print_dialog(REPORT, issued.ids)["res_id"])
        self.assertIn("French", wizard.issued_langs)

    def test_actions_tell_which_reports_are_asked_about(self):
        """The web client sends no request for the reports of others."""
        name = "customer_documents_per_run"
        ours = self.env.ref("account.account_invoices")
        other = self.env["ir.actions.report"].create(
            {"name": "Tags", "model": "res.partner", "report_name": "base.tags"}
        )
        # both ways to a print: from the Print menu, and from a button
        self.assertEqual(ours._get_action_dict()[name], 50)
        self.assertFalse(other._get_action_dict()[name])
        self.assertEqual(ours.report_action([1], config=False)[name], 50)
        self.assertNotIn(name, other.report_action([1], config=False))
        # the first print of a company asks for the layout, and prints afterwards
        self.company.external_report_layout_id = False
        admin = self.env.ref("base.user_admin")
        admin.company_ids |= self.company
        first = ours.with_user(admin).with_company(self.company).report_action([1])
        self.assertEqual(first["context"]["report_action"][name], 50)

    def test_a_long_print_in_parts(self):
        moves = self.make_invoices(5)
        module = "odoo.addons.customer_onboarding.wizard.customer_document_print_job"
        for name, number in (("DOCUMENTS_PER_RUN", 4), ("DOCUMENTS_PER_CHUNK", 2)):
            self.startPatcher(patch(f"{module}.{name}", number))
        model = self.env["customer.document.print.job"].with_context(
            force_report_rendering=True, customer_document_lang_choice="customer"
        )
        self.assertFalse(model.start(REPORT, moves[:4].ids))
        job = model.browse(model.start(REPORT, moves.ids))
        done = [job.print_part()[0] for __ in range(3)]
        self.assertEqual(done, [2, 4, 5])
        self.assertEqual(len(PdfFileReader(BytesIO(job._merge_parts())).pages), 5)
        self.assertEqual(
            job.print_context,
            {
                "customer_document_staff_print": True,
                "customer_document_lang_choice": "customer",
            },
        )

    def test_whoever_started_a_long_print_gets_it(self):
        """All parts, in the order in which they were made; nobody else does."""
        groups = "base.group_user,account.group_account_invoice"
        clerk, other = (
            new_test_user(self.env, name, groups, password=PASSWORD)
            for name in ("clerk", "other")
        )
        report = self.env["ir.actions.report"]._get_report_from_name(REPORT)
        job = self.env["customer.document.print.job"].with_user(clerk)
        job = job.create(
            {"report_id": report.id, "res_ids": [1, 2], "print_context": [1]}
        )
        for width in (100, 200, 300):
            self.env["customer.document.print.part"].with_user(clerk).create(
                {"job_id": job.id, "pdf": b64encode(self.make_page(width))}
            )
        url = f"/customer_onboarding/printed/{job.id}"
        self.authenticate(clerk.login, PASSWORD)
        pages = PdfFileReader(BytesIO(self.url_open(url).content)).pages
        self.assertEqual([page.mediaBox[2] for page in pages], [100, 200, 300])
        for user in (other, self.env.ref("base.user_admin")):
            password = PASSWORD if user == other else "admin"
            self.authenticate(user.login, password)
            self.assertIn(self.url_open(url).status_code, (403, 404), user.login)

    def make_page(self, width):
        """An empty PDF page that is known by its width."""
        writer = PdfFileWriter()
        writer.addBlankPage(width, 100)
        with BytesIO() as file:
            writer.write(file)
            return file.getvalue()
