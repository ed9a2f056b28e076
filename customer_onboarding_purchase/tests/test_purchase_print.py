from odoo.addons.customer_onboarding.tests.document.common import DocumentsCommon
from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPurchasePrint(DocumentsCommon):
    """The language of requests for quotation and of purchase orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.description_purchase = "Solid oak"
        cls.product.with_context(lang="fr_FR").description_purchase = "Chêne massif"
        cls.env.user.group_ids |= cls.env.ref("purchase.group_purchase_manager")
        line = {"product_id": cls.product.id, "product_qty": 1}
        cls.purchase = cls.env["purchase.order"].create(
            {"partner_id": cls.french.id, "order_line": [Command.create(line)]}
        )

    def printed(self, report, setting):
        self.company.customer_document_lang = setting
        report_model = self.env["ir.actions.report"].with_context(
            customer_document_staff_print=True
        )
        return report_model._render_qweb_html(report, self.purchase.ids)[0].decode()

    def test_staff_print_in_the_language_of_the_settings(self):
        for report in (
            "purchase.report_purchasequotation",
            "purchase.report_purchaseorder",
        ):
            with self.subTest(report=report):
                sheet = self.printed(report, "company")
                self.assertIn("Solid oak", sheet)
                self.assertNotIn("Chêne massif", sheet)
                sheet = self.printed(report, "customer")
                self.assertIn("Chêne massif", sheet)
                self.assertNotIn("Solid oak", sheet)

    def test_a_text_typed_by_hand_prints_as_it_stands(self):
        line = self.purchase.order_line
        line.name = "As on the phone"
        self.assertEqual(line._get_handwritten_text(), "As on the phone")
        sheet = self.printed("purchase.report_purchaseorder", "company")
        self.assertIn("As on the phone", sheet)
