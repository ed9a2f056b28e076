from odoo import api, models
from odoo.fields import Domain


class MailMessage(models.Model):
    """Messages about documents of switched-off portal areas are hidden as well.

    Stock lets a portal user read a message as its author, creator or recipient
    without asking whether they may read the document.
    """

    _inherit = "mail.message"

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        query = super()._search(
            domain, offset, limit, order, bypass_access=bypass_access, **kwargs
        )
        if self.env.su or bypass_access:
            return query
        # without an area that is off, the query is left as it is: not run twice
        if not self.env.user._get_portal_off_areas():
            return query
        found = self.browse(query.get_result_ids())
        return (found - found._filter_portal_hidden())._as_query(bool(order))

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        allowed = self - result[0] if result else self
        hidden = allowed._filter_portal_hidden()
        if not hidden:
            return result
        forbidden = result[0] + hidden if result else hidden
        return forbidden, lambda: forbidden._make_access_error(operation)

    def _filter_portal_hidden(self):
        """Those about a document in a portal area this user may not use.

        :rtype: mail.message
        """
        user = self.env.user
        if not user._get_portal_off_areas():
            return self.browse()
        # not the records' own cache: it would keep what may not be read
        rows = self.sudo().search_fetch(
            Domain("id", "in", self.ids), ["model", "res_id"], order="id"
        )
        hidden = user._filter_portal_hidden_references(
            (row.model, row.res_id) for row in rows
        )
        return self.browse(row.id for row in rows if (row.model, row.res_id) in hidden)
