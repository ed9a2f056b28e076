from odoo import api, models


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
        return (
            query if bypass_access else self._exclude_portal_hidden(query, bool(order))
        )

    def _check_access(self, operation):
        return self._forbid_portal_hidden(super()._check_access(operation))

    def _filter_portal_hidden(self):
        messages = self.sudo().mail_message_id.sudo(False)
        hidden_ids = set(messages._filter_portal_hidden().ids)
        return self.browse(
            row.id for row in self.sudo() if row.mail_message_id.id in hidden_ids
        )
