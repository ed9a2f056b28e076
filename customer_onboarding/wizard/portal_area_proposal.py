from odoo import api, fields, models
from odoo.fields import Command


class PortalAreaProposal(models.TransientModel):
    """Pages that an area does not close yet, proposed from the code of its apps.

    Whoever sets up an area need not know the addresses of an app's pages. Pages that
    another area closes, and those of one document, are listed but not ticked: documents
    are hidden by their records.
    """

    _name = "portal.area.proposal"
    _description = "Pages Proposed for a Portal Area"

    area_id = fields.Many2one("portal.area", required=True, ondelete="cascade")
    page_ids = fields.One2many("portal.area.proposal.page", "proposal_id")

    @api.model
    def _create_for(self, area):
        """The proposal for an area.

        :param portal.area area: one
        :rtype: portal.area.proposal
        """
        pages = []
        for path in area._find_app_pages():
            others = area.browse(area._get_ids_by_path(path.replace("*", "1"))) - area
            pages.append(
                {
                    "path": path,
                    "is_chosen": not others and "*" not in path,
                    "other_area_ids": [Command.set(others.ids)],
                }
            )
        return self.create(
            {"area_id": area.id, "page_ids": [Command.create(page) for page in pages]}
        )

    def action_add(self):
        """Write the ticked pages into the area.

        For administrators of the app, because only they may write areas.

        :return: action that closes the dialog
        :rtype: dict
        :raise AccessError: the user may not write portal areas
        """
        self.ensure_one()
        self.check_access("write")
        chosen = self.page_ids.filtered("is_chosen").mapped("path")
        paths = dict.fromkeys([*self.area_id._get_paths(), *chosen])
        self.area_id.url_paths = "\n".join(paths)
        return {"type": "ir.actions.act_window_close"}
