from odoo import http
from odoo.addons.account.controllers.download_docs import (
    AccountDocumentDownloadController,
)
from odoo.addons.web.controllers.report import ReportController
from odoo.http import content_disposition, request

# Prints of staff follow the company's language setting. Mails, scheduled jobs and the
# portal render without passing here, and so print in the customer's language.
STAFF_PRINT = "customer_document_staff_print"


class CustomerDocumentReportController(ReportController):
    """Reports that staff print, and long prints in one file."""

    @http.route()
    def report_routes(self, reportname, docids=None, converter=None, **data):
        """Mark what staff print."""
        if request.env.user._is_internal():
            request.update_context(**{STAFF_PRINT: True})
        return super().report_routes(reportname, docids, converter, **data)

    @http.route(
        "/customer_onboarding/printed/<model('customer.document.print.job'):job>",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def printed_job(self, job):
        """Download a long print as one file, for the user who started it.

        :param job: a ``customer.document.print.job``
        :raise NotFound: another user started it, or it is gone
        """
        if not job.exists() or job.create_uid != request.env.user:
            raise request.not_found()
        content = job._merge_parts()
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(job._get_filename())),
        ]
        return request.make_response(content, headers)


class CustomerDocumentDownloadController(AccountDocumentDownloadController):
    """Invoices that staff download."""

    @http.route()
    def download_invoice_documents_filetype(
        self, invoices, filetype, allow_fallback=True
    ):
        """Mark the pro forma that staff get of an invoice that was not sent yet."""
        if request.env.user._is_internal():
            invoices = invoices.with_context(**{STAFF_PRINT: True})
        return super().download_invoice_documents_filetype(
            invoices, filetype, allow_fallback
        )
