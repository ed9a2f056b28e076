from odoo import models
from odoo.fields import Domain

from .base import HiddenRecords


class MailMessage(HiddenRecords, models.Model):
    """Messages about documents of switched-off portal areas are hidden as well.

    Odoo lets a portal user read a message as its author, creator or recipient
    without asking whether they may read the document.
    """

    _inherit = "mail.message"

    def _filter_in_off_areas(self):
        user = self.env.user
        if not user._get_portal_off_areas():
            return self.browse()
        # fetch separately, because filling self's cache would let the user read it
        rows = self.sudo().search_fetch(
            Domain("id", "in", self.ids), ["model", "res_id"], order="id"
        )
        hidden = user._filter_portal_hidden_references(
            (row.model, row.res_id) for row in rows
        )
        return self.browse(row.id for row in rows if (row.model, row.res_id) in hidden)
