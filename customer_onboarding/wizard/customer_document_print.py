from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerDocumentPrint(models.TransientModel):
    """Print customer documents once in another language.

    Opens from the Print menu. It opens by itself where a sheet would not be in the
    language of the settings, because it is an issued invoice or holds texts written by
    hand.
    """

    _name = "customer.document.print"
    _description = "Print in Another Language"

    res_model = fields.Char("Document Model", required=True, readonly=True)
    res_ids = fields.Json("Documents", required=True, readonly=True)
    report_id = fields.Many2one(
        "ir.actions.report",
        string="Document",
        required=True,
        domain="[('id', 'in', available_report_ids)]",
    )
    available_report_ids = fields.Many2many(
        "ir.actions.report", compute="_compute_available_report_ids"
    )
    lang_choice = fields.Selection(
        selection="_get_lang_choices", string="Language", required=True
    )
    issued_choice = fields.Selection(
        [
            ("issued", "The issued file, which never changes"),
            ("copy", "A new print, marked as a copy"),
        ],
        string="Issued Invoices",
        default="issued",
        required=True,
    )
    document_count = fields.Integer(compute="_compute_documents")
    issued_count = fields.Integer(compute="_compute_documents")
    issued_langs = fields.Char("Issued in", compute="_compute_documents")
    document_langs = fields.Char("Prints in", compute="_compute_foreign_texts")
    foreign_texts = fields.Text("Written by Hand", compute="_compute_foreign_texts")
    has_translatable_lines = fields.Boolean(compute="_compute_foreign_texts")

    # ---------------------------------------------------------------- defaults
    @api.model
    def default_get(self, fields):
        """Take the selected documents, and the language that is not the usual one.

        :raise AccessError: the user is not staff
        """
        self._check_staff()
        values = super().default_get(fields)
        model, ids = (self.env.context.get(f"active_{key}") for key in ("model", "ids"))
        if "res_ids" not in fields:
            return values
        if not model or not ids:
            raise UserError(
                self.env._(
                    "No document is selected. Select documents, then choose the "
                    "language in the Print menu."
                )
            )
        documents = _as_staff(self.env[model].browse(ids))
        usual = documents[:1]._get_document_lang_choice()
        values |= {
            "res_model": model,
            "res_ids": ids,
            "report_id": self._get_default_report(documents).id,
            "lang_choice": "company" if usual == "customer" else "customer",
            "issued_choice": "copy",
        }
        return values

    @api.model
    def _get_default_report(self, documents):
        """Hook: the report that is chosen at first.

        :rtype: ir.actions.report
        """
        if documents._name == "account.move":
            return self.env["account.move.send"]._get_default_pdf_report_id(
                documents[:1]
            )
        return self._get_reports(documents)[:1]

    @api.model
    def _get_reports(self, documents):
        """The reports of the documents' Print menu whose language can be chosen.

        :rtype: ir.actions.report (as superuser)
        """
        reports_sudo = (
            self.env["ir.actions.report"]
            .sudo()
            .search(
                [
                    ("binding_model_id.model", "=", documents._name),
                    ("report_type", "=", "qweb-pdf"),
                    ("report_name", "not in", self._get_other_report_names()),
                ]
            )
        )
        return reports_sudo.filtered(
            lambda report: (
                not report.group_ids or report.group_ids & self.env.user.all_group_ids
            )
        )

    @api.model
    def _get_other_report_names(self):
        """Hook: names of reports in these menus that are no customer documents.

        :rtype: list[str]
        """
        return ["account.report_original_vendor_bill"]

    @api.model
    def _get_lang_choices(self):
        """The choices of the company's setting, so that both read the same.

        :rtype: list[tuple[str, str]]
        """
        setting = self.env["res.company"]._fields["customer_document_lang"]
        return setting._description_selection(self.env)

    # ---------------------------------------------------------------- computes
    @api.depends("res_model")
    def _compute_available_report_ids(self):
        """The reports of these documents whose language can be chosen."""
        for wizard in self:
            documents = self.env[wizard.res_model]
            wizard.available_report_ids = self._get_reports(documents).sudo(False)

    @api.depends("res_ids", "report_id")
    def _compute_documents(self):
        """Count the documents and the issued ones, and name the languages of these."""
        for wizard in self:
            documents = wizard._get_documents()
            wizard.document_count = len(documents)
            issued = wizard._get_issued(documents)
            wizard.issued_count = len(issued)
            unknown = self.env._("unknown language")
            langs = [document.invoice_pdf_lang or unknown for document in issued]
            wizard.issued_langs = ", ".join(sorted(set(langs)))

    @api.depends("lang_choice", "issued_choice", "report_id")
    def _compute_foreign_texts(self):
        """Name the languages of the print, and the texts in another language."""
        names = dict(self.env["res.lang"].get_installed())
        for wizard in self:
            documents = wizard._get_printed()
            codes = {document._get_document_lang() for document in documents}
            wizard.document_langs = ", ".join(sorted(names[code] for code in codes))
            wizard.foreign_texts = "\n".join(
                f"{document.display_name}: {text}"
                for document in documents
                for text in document._get_foreign_texts()
            )
            wizard.has_translatable_lines = any(
                wizard._get_translatable_lines(document) for document in documents
            )

    def _get_documents(self):
        """The selected documents, marked as printed by staff in the chosen language.

        :raises AccessError: when the user may not read them all
        """
        self.ensure_one()
        documents = self.env[self.res_model].browse(self.res_ids).exists()
        documents.check_access("read")
        return _as_staff(documents).with_context(**self._prepare_print_context())

    def _get_issued(self, documents):
        """The documents that have an issued file.

        :rtype: account.move
        """
        printing = self.env["ir.actions.report"]
        is_invoice = documents._name == "account.move" and self.report_id
        if not is_invoice or not printing._is_invoice_report(self.report_id):
            return documents.browse()
        return documents.filtered(lambda move: move._is_issued())

    def _get_printed(self):
        """The documents that are printed now, without those whose issued file is used.

        :rtype: models.BaseModel
        """
        documents = self._get_documents()
        if self.issued_choice == "copy":
            return documents
        return documents - self._get_issued(documents)

    def _get_translatable_lines(self, document):
        """Lines of a draft whose text the product has in the chosen language, too.

        :param document: one record
        :rtype: models.BaseModel or list
        """
        if not document._is_draft_document():
            return []
        document = document.with_context(lang=document._get_document_lang())
        lines = document._get_document_lines()
        if lines is None or not document.has_access("write"):
            return []
        return lines.filtered(
            lambda line: any(line._get_product_texts()) and line._needs_translation()
        )

    def _prepare_print_context(self):
        """The context to print with, see ``customer.document.mixin``.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "customer_document_lang_choice": self.lang_choice,
            "customer_document_copy": self.issued_choice == "copy",
        }

    # ----------------------------------------------------------------- actions
    def action_print(self):
        """Print what was chosen.

        :return: action that downloads the PDF
        :rtype: dict
        """
        self.ensure_one()
        documents = self._get_documents()
        context = self._prepare_print_context() | {
            "customer_document_dialog_done": True
        }
        report = self.report_id.with_context(**context)
        return report.report_action(documents.ids, config=False) | {
            "close_on_report_download": True
        }

    def action_translate_lines(self):
        """Write the product's texts on the lines of the drafts, in the chosen language.

        :return: action that shows the dialog again
        :rtype: dict
        """
        self.ensure_one()
        for document in self._get_printed():
            lines = self._get_translatable_lines(document)
            if lines:
                lines._translate_product_texts()
        return self._get_dialog_action()

    def _get_dialog_action(self):
        """The action that shows this dialog.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print Language"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model
    def get_print_dialog(self, report_name, res_ids):
        """The dialog to show before these documents are printed, if any.

        The web client calls this at each print of staff. No dialog is needed while all
        sheets come out in the language of the settings.

        :param str report_name: technical name of the report, ``account.report_invoice``
        :param list[int] res_ids: ids of the documents
        :return: action of the dialog, or False
        :rtype: dict or bool
        :raise AccessError: the user is not staff, or may not read the documents
        """
        self._check_staff()
        report = self.env["ir.actions.report"]._get_report_from_name(report_name)
        printing = self.env["ir.actions.report"]
        if not printing._is_customer_document_model(report.model):
            return False
        documents = self.env[report.model].browse(res_ids).exists()
        if not documents or report not in self._get_reports(documents):
            return False
        documents.check_access("read")
        documents = _as_staff(documents)
        if not self._has_surprise(report, documents):
            return False
        wizard = self.create(
            {
                "res_model": documents._name,
                "res_ids": documents.ids,
                "report_id": report.id,
                "lang_choice": documents[:1]._get_document_lang_choice(),
            }
        )
        return wizard._get_dialog_action()

    @api.model
    def _has_surprise(self, report, documents):
        """Whether a sheet would not be in the language of the settings throughout.

        :param report: ``ir.actions.report`` that prints them
        :param documents: of one model, marked as printed by staff
        :rtype: bool
        """
        issued = documents.env["ir.actions.report"]._get_issued_files(
            report, documents.ids
        )
        for document in documents:
            if issued_sudo := issued.get(document.id):
                lang = issued_sudo.document_lang
                if lang and lang != document._get_document_lang():
                    return True
        # texts last, because they take the longest
        printed = documents.filtered(lambda document: document.id not in issued)
        printed._fetch_document_texts()
        return any(document._get_foreign_texts() for document in printed)


def _as_staff(documents):
    """Return the documents as staff print them.

    :param documents: records of ``customer.document.mixin``
    :rtype: same model
    """
    return documents.with_context(customer_document_staff_print=True)
