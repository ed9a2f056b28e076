from odoo import fields, models


class ResCompany(models.Model):
    """The policy on links to documents of switched-off areas."""

    _inherit = "res.company"

    portal_document_link_policy = fields.Selection(
        [
            ("keep", "Keep working"),
            ("refuse_signed_in", "Refuse when that customer is signed in"),
            ("refuse", "Always refuse"),
        ],
        string="Document Links of Switched-Off Areas",
        default="keep",
        prefetch="customer_onboarding",
        required=True,
        help="What happens to document links already sent by email when the "
        "document's area is switched off. By default, they keep working because staff "
        "sent them on purpose.",
    )
