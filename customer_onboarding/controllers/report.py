from odoo import http
from odoo.addons.web.controllers.report import ReportController
from odoo.http import request


class CustomerDocumentReportController(ReportController):
    @http.route()
    def report_routes(self, reportname, docids=None, converter=None, **data):
        """Mark what staff print: it follows the company's language setting.

        Mails, scheduled jobs and the portal render without passing here, and so
        print in the customer's language.
        """
        if request.env.user._is_internal():
            request.update_context(customer_document_staff_print=True)
        return super().report_routes(reportname, docids, converter, **data)
