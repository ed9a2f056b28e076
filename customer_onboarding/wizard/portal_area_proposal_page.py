from odoo import fields, models


class PortalAreaProposalPage(models.TransientModel):
    """One proposed page."""

    _name = "portal.area.proposal.page"
    _description = "Page Proposed for a Portal Area"
    _order = "path"

    proposal_id = fields.Many2one(
        "portal.area.proposal", required=True, index=True, ondelete="cascade"
    )
    path = fields.Char("Page", required=True, readonly=True)
    is_chosen = fields.Boolean("Close")
    other_area_ids = fields.Many2many(
        "portal.area",
        "portal_area_proposal_page_area_rel",
        string="Closed by",
        readonly=True,
    )
