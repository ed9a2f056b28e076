from odoo import fields, models


class IrAttachment(models.Model):
    """The PDF of an issued invoice knows its language."""

    _inherit = "ir.attachment"

    document_lang = fields.Char(
        "Document Language",
        readonly=True,
        help="Language code of an issued document.",
    )
