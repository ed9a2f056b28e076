from odoo import fields, models


class ResCompany(models.Model):
    """The policy on links to documents of switched-off areas."""

    _inherit = "res.company"

    portal_document_link_policy = fields.Selection(
        [
            ("keep", "Keep working"),
            ("refuse_signed_in", "Are refused while signed in as that customer"),
            ("refuse", "Are refused"),
        ],
        string="Document Links of Switched-Off Areas",
        default="keep",
        required=True,
        help="What a link to a document does (in a mail, with its own token) once "
        "the customer's portal area is switched off. Staff sent it on purpose: by "
        "default, it keeps working.",
    )
