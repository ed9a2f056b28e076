from unittest.mock import patch

from odoo import Command
from odoo.addons.base.models.ir_actions_report import IrActionsReport
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ..models import ir_actions_report
from .common import OnboardingCommon

REPORT = "account.report_invoice"


@tagged("post_install", "-at_install")
class TestDocumentPrint(OnboardingCommon, HttpCase):
    """Many documents at once, the texts of lines, and who may do what."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        # where the PDF program gets its style sheets
        parameters_sudo = cls.env["ir.config_parameter"].sudo()
        parameters_sudo.set_param("report.url", cls.base_url())
        parameters_sudo.set_param("report.print_delay", "100")
        cls.french = cls.make_customer(name="Pont Vert", lang="fr_FR")
        cls.english = cls.make_customer(name="Green Bridge", lang="en_US")
        cls.product = cls.env["product.product"].create(
            {"name": "Chair", "description_sale": "Made of oak"}
        )
        cls.product.with_context(lang="fr_FR").write(
            {"name": "Chaise", "description_sale": "En chêne"}
        )

    def make_product_invoice(self, customer, **values):
        line = {"product_id": self.product.id, "price_unit": 10.0}
        return self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": "2026-01-15",
                "invoice_line_ids": [Command.create(line | values)],
            }
        )

    def in_lang(self, move, lang):
        return move.with_context(lang=lang).invoice_line_ids._get_document_text()

    # ------------------------------------------------------------------ texts
    def test_a_products_text_prints_in_the_language_of_the_sheet(self):
        invoice = self.make_product_invoice(self.french)
        self.assertEqual(invoice.invoice_line_ids.name, "Chaise\nEn chêne")
        self.assertEqual(self.in_lang(invoice, "en_US"), "Chair\nMade of oak")
        self.assertEqual(self.in_lang(invoice, "fr_FR"), "Chaise\nEn chêne")
        self.assertFalse(invoice._get_foreign_texts())

    def test_words_added_by_hand_stay(self):
        invoice = self.make_product_invoice(self.french)
        line = invoice.invoice_line_ids
        line.name = "Chaise\nEn chêne\nNuméro 7"
        self.assertEqual(self.in_lang(invoice, "en_US"), "Chair\nMade of oak\nNuméro 7")
        line.name = "Chaise\nNuméro 7"
        self.assertEqual(self.in_lang(invoice, "en_US"), "Chair\nNuméro 7")
        line.name = "Sur mesure"
        self.assertEqual(self.in_lang(invoice, "en_US"), "Sur mesure")
        staff = invoice.with_context(customer_document_staff_print=True)
        self.assertEqual(staff._get_foreign_texts(), ["Sur mesure"])
        # in the customer's own language there is nothing to tell
        self.assertEqual(invoice._get_foreign_texts(), [])

    def test_a_longer_name_is_no_translation(self):
        """A product “Chaise longue” is not the chair with words added."""
        invoice = self.make_product_invoice(self.french, name="Chaise longue")
        self.assertEqual(self.in_lang(invoice, "en_US"), "Chaise longue")

    def test_the_companys_terms_print_in_the_language_of_the_sheet(self):
        self.env["ir.config_parameter"].sudo().set_param(
            "account.use_invoice_terms", True
        )
        self.company.terms_type = "plain"
        self.company.invoice_terms = "<p>Pay soon</p>"
        self.company.update_field_translations(
            "invoice_terms", {"fr_FR": {"Pay soon": "Payez vite"}}
        )
        invoice = self.make_product_invoice(self.french)
        self.assertIn("Payez vite", invoice.narration)
        english = invoice.with_context(lang="en_US")
        self.assertEqual(english._get_document_terms(), "<p>Pay soon</p>")
        invoice.narration = "<p>Merci</p>"
        self.assertEqual(english._get_document_terms(), "<p>Merci</p>")

    def test_a_contact_has_the_customers_language(self):
        contact = self.make_customer(
            name="Kim", parent_id=self.french.id, lang="en_US", type="contact"
        )
        invoice = self.make_product_invoice(contact)
        self.assertEqual(invoice._get_document_lang(), "fr_FR")
        order = self.make_order(contact)
        self.assertEqual(order._get_document_lang(), "fr_FR")
        self.assertEqual(order._get_lang(), "fr_FR")

    def test_customers_cannot_choose(self):
        """A portal user who sends the staff's context gets their own language."""
        user = self.make_portal_user(self.french)
        invoice = self.make_product_invoice(self.french)
        asked = invoice.with_user(user).with_context(
            customer_document_staff_print=True, customer_document_lang_choice="company"
        )
        self.assertEqual(asked._get_document_lang(), "fr_FR")

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

    def test_long_selections_in_chunks(self):
        runs = self.count_runs()
        moves = self.make_invoices(5)
        self.patch(ir_actions_report, "DOCUMENTS_PER_RUN", 4)
        self.patch(ir_actions_report, "DOCUMENTS_PER_CHUNK", 2)
        streams = self.print_streams(moves)
        self.assertEqual(list(streams), moves.ids)
        self.assertEqual(runs, [2, 2, 1])

    def test_issued_files_take_the_place_of_a_print(self):
        moves = self.make_invoices(3)
        moves.action_post()
        self.env["ir.attachment"].create(
            {
                "name": "issued.pdf",
                "raw": b"%PDF issued",
                "res_model": "account.move",
                "res_id": moves[1].id,
                "res_field": "invoice_pdf_report_file",
                "document_lang": "en_US",
            }
        )
        moves.invalidate_recordset()
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
        other = self.make_product_invoice(self.english)
        with self.assertRaises(AccessError):
            wizard.with_user(self.make_portal_user(self.english)).read(["res_ids"])
        self.assertTrue(other)

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
        done = []
        while not done or done[-1] < len(moves):
            done.append(job.print_part()[0])
        self.assertEqual(done, [2, 4, 5])
        self.assertTrue(job._merge_parts().startswith(b"%PDF"))
