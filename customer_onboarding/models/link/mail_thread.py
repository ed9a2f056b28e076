from odoo import models


class MailThread(models.AbstractModel):
    """A link that is refused opens no chatter either."""

    _inherit = "mail.thread"

    def _get_thread_with_access(self, thread_id, **kwargs):
        """A token opens no chatter of a document whose link is refused."""
        thread = super()._get_thread_with_access(thread_id, **kwargs)
        if thread and thread.sudo()._get_refusing_portal_area():
            # in a sudo environment of a token, or in the user's own
            return self.browse()
        return thread
