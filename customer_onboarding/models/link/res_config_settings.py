from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings: what document links do once their area is off."""

    _inherit = "res.config.settings"

    portal_document_link_policy = fields.Selection(
        related="company_id.portal_document_link_policy", readonly=False, required=True
    )
