from base64 import b64decode, b64encode
from io import BytesIO

from odoo import api, fields, models

from ..models.document.ir_actions_report import DOCUMENTS_PER_CHUNK, DOCUMENTS_PER_RUN


class CustomerDocumentPrintJob(models.TransientModel):
    """A print of more documents than fit into one run, made part by part.

    The web client asks for one part after another and tells how far it is; then it
    downloads them as one file, see ``controllers/report.py``.
    """

    _name = "customer.document.print.job"
    _description = "Print of Many Documents"

    report_id = fields.Many2one("ir.actions.report", required=True)
    res_ids = fields.Json("Documents", required=True)
    # of the print, see customer.document.mixin
    print_context = fields.Json(required=True)
    part_ids = fields.One2many("customer.document.print.part", "job_id")

    @api.model
    def start(self, report_name, res_ids):
        """Start a print, if it is so long that it takes parts.

        The context of the call is that of the print.

        :param str report_name: technical name of the report
        :param list[int] res_ids: ids of the documents, in the order of printing
        :return: id of the job, or False for what prints at once
        :rtype: int or bool
        :raise AccessError: the user is not staff
        """
        self._check_staff()
        report_sudo = self.env["ir.actions.report"]._get_report_from_name(report_name)
        is_ours = report_sudo._is_customer_document_model(report_sudo.model)
        if len(res_ids) <= DOCUMENTS_PER_RUN or not is_ours:
            return False
        context = {
            key: value
            for key, value in self.env.context.items()
            if key.startswith("customer_document_")
        }
        values = {
            "report_id": report_sudo.id,
            "res_ids": res_ids,
            "print_context": context | {"customer_document_staff_print": True},
        }
        return self.create(values).id

    def print_part(self):
        """Print the next part.

        :return: how many documents are printed so far, and of how many
        :rtype: list[int]
        :raises AccessError: when the user may not read one of the documents
        """
        self.ensure_one()
        start = len(self.part_ids) * DOCUMENTS_PER_CHUNK
        ids = self.res_ids[start : start + DOCUMENTS_PER_CHUNK]
        if ids:
            report = self.env["ir.actions.report"].with_context(**self.print_context)
            content, __ = report._render_qweb_pdf(self.report_id.report_name, ids)
            part = {"job_id": self.id, "pdf": b64encode(content)}
            self.env["customer.document.print.part"].create(part)
        return [start + len(ids), len(self.res_ids)]

    def _merge_parts(self):
        """All parts as one PDF.

        :rtype: bytes
        """
        self.ensure_one()
        streams = [BytesIO(b64decode(part.pdf)) for part in self.part_ids.sorted("id")]
        with self.env["ir.actions.report"]._merge_pdfs(streams) as merged:
            return merged.getvalue()

    def _get_filename(self):
        """Name of the downloaded file.

        :rtype: str
        """
        self.ensure_one()
        return f"{self.report_id.name}.pdf"


class CustomerDocumentPrintPart(models.TransientModel):
    """One finished part of a long print."""

    _name = "customer.document.print.part"
    _description = "Part of a Print of Many Documents"

    job_id = fields.Many2one(
        "customer.document.print.job", required=True, ondelete="cascade", index=True
    )
    pdf = fields.Binary(required=True, attachment=True)
