"""What the tests of printed documents are made of: a product in two languages."""

from odoo.fields import Command

from ..common import OnboardingCommon


class DocumentsCommon(OnboardingCommon):
    """A French and an English customer, and a product with words in both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.french = cls.make_customer(name="Pont Vert", lang="fr_FR")
        cls.english = cls.make_customer(name="Green Bridge", lang="en_US")
        cls.product = cls.env["product.product"].create(
            {"name": "Chair", "description_sale": "Made of oak"}
        )
        cls.product.with_context(lang="fr_FR").write(
            {"name": "Chaise", "description_sale": "En chêne"}
        )

    @classmethod
    def make_product_invoice(cls, customer, **values):
        line = {"product_id": cls.product.id, "price_unit": 10.0}
        return cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": "2026-01-15",
                "invoice_line_ids": [Command.create(line | values)],
            }
        )

    @classmethod
    def issue(cls, invoice, lang):
        """Give an invoice the file that was sent, in some language."""
        cls.env["ir.attachment"].create(
            {
                "name": "issued.pdf",
                "raw": b"%PDF issued",
                "res_model": "account.move",
                "res_id": invoice.id,
                "res_field": "invoice_pdf_report_file",
                "document_lang": lang,
            }
        )
        invoice.invalidate_recordset()
