from odoo import api, models


class AccountMoveSend(models.AbstractModel):
    """Files that are sent are in the customer's language, and say which that is."""

    _inherit = "account.move.send"

    @api.model
    def _prepare_invoice_pdf_report(self, invoices_data):
        """Render what is sent in the customer's language, and note that one.

        The mark of a staff print is taken off, because the customer reads the file.

        :param dict invoices_data: values by invoice; those of the file are changed
        """
        self = self.with_context(customer_document_staff_print=False)
        result = super()._prepare_invoice_pdf_report(invoices_data)
        for invoice, invoice_data in invoices_data.items():
            if values := invoice_data.get("pdf_attachment_values"):
                values["document_lang"] = invoice.with_env(
                    self.env
                )._get_document_lang()
        return result

    @api.model
    def _prepare_invoice_proforma_pdf_report(self, invoice, invoice_data):
        """Render a pro forma that is sent in the customer's language."""
        self = self.with_context(customer_document_staff_print=False)
        return super()._prepare_invoice_proforma_pdf_report(invoice, invoice_data)
