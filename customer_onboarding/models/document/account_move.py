from odoo import api, fields, models
from odoo.tools.translate import get_translation


class AccountMove(models.Model):
    """Invoices print in one language, and know the one they were issued in."""

    _name = "account.move"
    _inherit = ["account.move", "customer.document.mixin"]

    invoice_pdf_lang = fields.Char(
        "Language of the issued PDF",
        compute="_compute_invoice_pdf_lang",
        help="Language of the PDF that was sent. That PDF is kept and never changes.",
    )

    @api.depends_context("lang")
    @api.depends("invoice_pdf_report_id")
    def _compute_invoice_pdf_lang(self):
        """Name the language of the issued PDF, its code where it is not installed."""
        names = dict(self.env["res.lang"].get_installed())
        for move in self:
            code = move.sudo().invoice_pdf_report_id.document_lang
            move.invoice_pdf_lang = names.get(code, code)

    def _is_customer_document(self):
        """Vendor bills are not what the company's setting is about."""
        return self.is_sale_document(include_receipts=True)

    def _is_draft_document(self):
        """The lines of drafts may be rewritten."""
        return self.state == "draft"

    def _get_document_lines(self):
        """The lines as they are printed."""
        return self._get_move_lines_to_report()

    def _fetch_document_texts(self):
        """Read the relations of all lines at once: Odoo's filter of the lines parts
        them, invoice by invoice.
        """
        self.invoice_line_ids.fetch(["tax_ids", "sale_line_ids"])
        return super()._fetch_document_texts()

    def _is_issued(self):
        """Whether a PDF was sent, which is the legal document from then on.

        :rtype: bool
        """
        self.ensure_one()
        return bool(self._is_customer_document() and self.invoice_pdf_report_id)

    def _is_printed_copy(self):
        """Whether what is printed now is marked as a copy of the issued file.

        :rtype: bool
        """
        return bool(
            self._is_staff_print()
            and self.env.context.get("customer_document_copy")
            and self._is_issued()
        )

    # ------------------------------------------------------------------ terms
    def _get_stored_terms(self):
        """The terms that stand on the invoice."""
        return self.narration

    def _get_company_terms(self):
        """The terms as ``_compute_narration`` writes them, in this language."""
        if not self._is_customer_document():
            return False
        company = self.company_id
        if company.terms_type != "html":
            return company.invoice_terms
        url = f"{self.env.company.get_base_url()}/terms"
        # the words are account's, and so are their translations
        return get_translation(
            "account", self.env.lang or "en_US", "Terms & Conditions: %s", (url,)
        )

    # ------- Odoo keeps these in the language asked for first: compute each language
    @api.depends_context("lang")
    def _compute_amount_total_words(self):
        """Compute the amount in words for each language."""
        return super()._compute_amount_total_words()

    @api.depends_context("lang")
    def _compute_payment_term_details(self):
        """Compute the payment terms for each language."""
        return super()._compute_payment_term_details()

    @api.depends_context("lang")
    def _compute_taxes_legal_notes(self):
        """Compute the legal notes for each language."""
        return super()._compute_taxes_legal_notes()


class AccountMoveLine(models.Model):
    """Lines of an invoice print their product's text in the invoice's language."""

    _name = "account.move.line"
    _inherit = ["account.move.line", "customer.document.line.mixin"]

    def _get_product_texts(self):
        """The product's texts as an order, or Odoo's invoice, writes them."""
        if self.display_type != "product":
            return []
        name = self.product_id.display_name or ""
        description = self._get_product_description() or ""
        # first, because the text of an order names the variant and so is longer
        order_texts = self.sale_line_ids[:1]._get_order_texts()
        return [*order_texts, f"{name}\n{description}" if description else name, name]

    def _get_product_description(self):
        """The product's description that Odoo writes below its name.

        :rtype: str or False
        """
        self.ensure_one()
        if self.journal_id.type == "purchase":
            return self.product_id.description_purchase
        return self.product_id.description_sale

    def _get_child_lines(self):
        """Print product texts of a collapsed section in the invoice's language.

        Odoo's values name no line, and two lines may have the same text. So each text
        says which line it is of while Odoo collects them.
        """
        name = self._fields["name"]
        lines = self.move_id.invoice_line_ids.filtered(
            lambda line: line.product_id and line.name
        )
        lines.flush_recordset([name.name])  # the texts below are not to be written
        for line in lines:
            name._update_cache(line, TextOfLine(line))
        try:
            result = super()._get_child_lines()
        finally:
            for line in lines:
                name._update_cache(line, str(line.name))
        for values in result:
            if isinstance(values["name"], TextOfLine):
                values["name"] = values["name"].line._get_document_text()
        return result


class TextOfLine(str):
    """The stored text of an invoice line, that knows its line."""

    def __new__(cls, line):
        text = super().__new__(cls, line.name)
        text.line = line
        return text
