from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Note on the invitations whether their mail went out."""
        # before super(), which deletes sent mails
        invitations_sudo = (
            self.env["customer.invitation"].sudo().search([("mail_id", "in", self.ids)])
        )
        if failure_type:
            invitations_sudo._mark_failed(failure_reason)
        else:
            invitations_sudo._mark_sent()
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
