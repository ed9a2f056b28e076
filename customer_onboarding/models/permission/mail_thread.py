from odoo import models


class MailThread(models.AbstractModel):
    """Mails and chatter of documents of switched-off portal areas."""

    _inherit = "mail.thread"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Do not mail followers about documents of areas switched off for them.

        A notification carries the message's text and a link to the document. Whom
        staff addressed explicitly gets it all the same: it was sent on purpose.
        """
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if not self or not recipients:
            return recipients
        if not self.env["portal.area"]._get_model_restrictions(self._name):
            return recipients
        msg_vals = msg_vals or {}
        addressed = (
            msg_vals["partner_ids"]
            if "partner_ids" in msg_vals
            else message.sudo().partner_ids.ids
        )
        followers = self.env["res.partner"].browse(
            data["id"]
            for data in recipients
            if data["id"] and data["share"] and data["id"] not in (addressed or ())
        )
        hidden_from = followers._filter_portal_area_off(self)
        return [data for data in recipients if data["id"] not in hidden_from.ids]
