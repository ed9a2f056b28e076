from odoo import api, models
from odoo.exceptions import AccessError


class MailNotification(models.Model):
    """Notifications about documents of switched-off portal areas are hidden."""

    _inherit = "mail.notification"

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        query = super()._search(
            domain, offset, limit, order, bypass_access=bypass_access, **kwargs
        )
        if self.env.su or bypass_access:
            return query
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
        return forbidden, lambda: AccessError(
            self.env._(
                "You may not read these notifications: this part of the portal is "
                "switched off for your account."
            )
        )

    def _filter_portal_hidden(self):
        """Those about a document in a portal area this user may not use.

        :rtype: mail.notification
        """
        if not self.env.user._get_portal_off_areas():
            return self.browse()
        messages = self.sudo().mail_message_id.sudo(False)
        hidden_ids = set(messages._filter_portal_hidden().ids)
        return self.browse(
            row.id for row in self.sudo() if row.mail_message_id.id in hidden_ids
        )
