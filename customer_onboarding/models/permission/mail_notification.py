from odoo import models

from .base import HiddenRecords


class MailNotification(HiddenRecords, models.Model):
    """Notifications about documents of switched-off portal areas are hidden."""

    _inherit = "mail.notification"

    def _filter_in_off_areas(self):
        messages = self.sudo().mail_message_id.sudo(False)
        hidden_ids = set(messages._filter_in_off_areas().ids)
        return self.browse(
            row.id for row in self.sudo() if row.mail_message_id.id in hidden_ids
        )
