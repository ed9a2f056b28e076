from collections import OrderedDict
from io import BytesIO

import lxml.html

from odoo import api, fields, models
from odoo.tools import split_every

# How many documents one run of the PDF program prints. Every page of a run loads the
# headers of all its documents, so that longer runs get slower with the square.
DOCUMENTS_PER_RUN = 50
# How many it is given when there are more than fit into one run
DOCUMENTS_PER_CHUNK = 25

ARTICLES = "//div[contains(concat(' ', normalize-space(@class), ' '), ' article ')]"
PAGE_LANGS = "customer_document_page_langs"


class IrActionsReport(models.Model):
    """Customer documents: header and footer turn with the page, issued files stay."""

    _inherit = "ir.actions.report"

    customer_documents_per_run = fields.Integer(
        compute="_compute_customer_documents_per_run",
        help="How many customer documents print at once; 0 for other reports.",
    )

    @api.depends("model")
    def _compute_customer_documents_per_run(self):
        for report in self:
            is_ours = self._is_customer_document_model(report.model)
            report.customer_documents_per_run = is_ours and DOCUMENTS_PER_RUN

    def _get_readable_fields(self):
        """Tell the web client which reports it has something to ask about."""
        return super()._get_readable_fields() | {"customer_documents_per_run"}

    def report_action(self, docids, data=None, config=True):
        """Tell it in the actions of buttons, too."""
        action = super().report_action(docids, data=data, config=config)
        if self.customer_documents_per_run:
            # Odoo may ask for the layout first, and print then
            printing = action
            if action["type"] != "ir.actions.report":
                printing = action["context"]["report_action"]
            printing["customer_documents_per_run"] = self.customer_documents_per_run
        return action

    @api.model
    def _is_customer_document_model(self, model_name):
        """Whether records of this model print as ``customer.document.mixin`` says.

        :param str model_name: may be false or unknown
        :rtype: bool
        """
        model = self.env.get(model_name or "")
        return model is not None and hasattr(model, "_get_document_lang")

    # ------------------------------------------------------- direction of each page
    def _prepare_html(self, html, report_model=False):
        """Turn header and footer the way their page reads.

        Odoo renders them for whoever prints. All headers of a run are in one file, from
        which each page picks its own. A run with pages of both directions gets the
        style sheets of both, see ``_get_page_directions``.
        """
        if not html or not self._is_customer_document_model(report_model):
            return super()._prepare_html(html, report_model=report_model)
        langs = self._get_article_langs(html)
        report = self.with_context(lang=langs[0], **{PAGE_LANGS: langs})
        return super(IrActionsReport, report)._prepare_html(
            html, report_model=report_model
        )

    @api.model
    def _get_article_langs(self, html):
        """Languages of the documents in a rendered report, in the order of printing.

        :param html: the report, as bytes or text
        :return: codes of languages, at least one
        :rtype: list[str]
        """
        parser = lxml.html.HTMLParser(encoding="utf-8")
        root = lxml.html.fromstring(html, parser=parser)
        # from the top: some reports are several HTML documents in a row
        articles = root.xpath(ARTICLES)
        default = self.env.lang or self.env.user.lang
        return [node.get("data-oe-lang") or default for node in articles] or [default]

    @api.model
    def _get_page_direction(self):
        """Direction of the page or, in a run of both, of the first one.

        :return: ``ltr`` or ``rtl``; False for what is no customer document
        :rtype: str or False
        """
        if not self.env.context.get(PAGE_LANGS):
            return False
        return self._get_lang_direction(self.env.lang)

    @api.model
    def _get_page_directions(self):
        """The directions of the pages of a run, for its headers and footers.

        :return: False where all pages read the same way; else ``pages``, the direction
            of each document, and ``sheets``, the addresses of the style sheets of each
            direction
        :rtype: dict or False
        """
        langs = self.env.context.get(PAGE_LANGS) or []
        by_direction = {self._get_lang_direction(lang): lang for lang in langs}
        if len(by_direction) < 2:
            return False
        return {
            "pages": [self._get_lang_direction(lang) for lang in langs],
            "sheets": {
                direction: self._get_report_stylesheets(lang)
                for direction, lang in by_direction.items()
            },
        }

    @api.model
    def _get_lang_direction(self, code):
        """Reading direction of a language.

        :param str code: code of a language
        :return: ``ltr`` or ``rtl``
        :rtype: str
        """
        return self.env["res.lang"]._get_data(code=code).direction or "ltr"

    @api.model
    def _get_report_stylesheets(self, lang):
        """Addresses of the style sheets of ``web.minimal_layout`` in a language.

        :param str lang: code of a language
        :rtype: list[str]
        """
        qweb = self.env["ir.qweb"].with_context(lang=lang)
        return [
            attributes["href"]
            for bundle in ("web.report_assets_pdf", "web.report_assets_common")
            for tag, attributes in qweb._get_asset_nodes(
                bundle, js=False, autoprefix=True
            )
            if tag == "link"
        ]

    # ---------------------------------------------------------------- issued files
    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Print issued invoices as they were issued, and long selections in chunks."""
        report = self._get_report(report_ref)
        if not res_ids or not self._is_customer_document_model(report.model):
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        ids = list(OrderedDict.fromkeys(res_ids))
        issued = self._get_issued_files(report, ids)
        not_issued = [res_id for res_id in ids if res_id not in issued]
        streams = {
            res_id: {"stream": BytesIO(file_sudo.raw), "attachment": file_sudo}
            for res_id, file_sudo in issued.items()
        }
        count = len(not_issued)
        size = count if count <= DOCUMENTS_PER_RUN else DOCUMENTS_PER_CHUNK
        for chunk in split_every(size or 1, not_issued, list):
            printed = super()._render_qweb_pdf_prepare_streams(report_ref, data, chunk)
            if False in streams and False in printed:
                # False: Odoo could not tell the documents of the stream apart
                whole = [streams.pop(False)["stream"], printed[False]["stream"]]
                printed[False]["stream"] = self._merge_pdfs(whole)
            streams |= printed
        return OrderedDict(
            (res_id, streams[res_id]) for res_id in [*ids, False] if res_id in streams
        )

    @api.model
    def _get_issued_files(self, report, res_ids):
        """The files that staff get in place of a new print: issued invoices.

        :param report: the ``ir.actions.report`` that prints
        :param list res_ids: ids of documents
        :return: attachments (as superuser) by id of their document
        :rtype: dict[int, ir.attachment]
        """
        if not self._is_invoice_report(report):
            return {}
        moves = self.env["account.move"].browse(res_ids)
        if not moves._is_staff_print() or self.env.context.get(
            "customer_document_copy"
        ):
            return {}
        moves.check_access("read")
        return {
            move.id: move.invoice_pdf_report_id.sudo()
            for move in moves
            if move._is_issued()
        }
