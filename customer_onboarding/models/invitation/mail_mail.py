import re

from odoo import models

# As ``customer.invitation.welcome_url`` has it
PLACEHOLDER = re.compile(r"/clients/welcome\?(invitation=(\d+))")
# Key of the context: ids of the mails of a run that left, to be deleted after it
SENT = "customer_onboarding_sent_mails"


class MailMail(models.Model):
    """Welcome mails: the secret of their link, and what became of them."""

    _inherit = "mail.mail"

    def _get_outgoing_secrets(self, body, address):
        """Fill in the tokens of welcome links, in the contact's own copy.

        Whoever wrote the mail and put the placeholder into it: the token goes to the
        invited contact's address alone.
        """
        secrets = super()._get_outgoing_secrets(body, address)
        found = dict(PLACEHOLDER.findall(body))
        invitations_sudo = self.env["customer.invitation"].sudo()
        invitations_sudo = invitations_sudo.browse(map(int, found.values())).exists()
        for invitation_sudo in invitations_sudo:
            if (
                invitation_sudo.partner_id.email_normalized == address
                and invitation_sudo._is_link_alive()
            ):
                token = invitation_sudo._generate_token()
                secrets[f"invitation={invitation_sudo.id}"] = f"token={token}"
        return secrets

    def _send(self, *args, **kwargs):
        """Delete the welcome mails that left at the end of the run, all at once.

        Odoo deletes each mail, with its message, before it sends the next one.
        """
        sent_ids = []
        mails = self.with_context(**{SENT: sent_ids})
        result = super(MailMail, mails)._send(*args, **kwargs)
        self.browse(sent_ids).exists().unlink()
        return result

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Note on the invitations whether their mail went out."""
        # before super(), which deletes sent mails
        ours = self.filtered(lambda mail: mail.model == "customer.invitation")
        if ours:
            invitations_sudo = (
                self.env["customer.invitation"]
                .sudo()
                .search([("mail_id", "in", ours.ids)])
            )
            if failure_type:
                invitations_sudo._mark_failed(failure_reason)
            else:
                invitations_sudo._mark_sent()
        sent_ids = self.env.context.get(SENT)
        if sent_ids is not None and not failure_type:
            # those that Odoo would have nothing to do for but to delete them
            gone = ours.filtered(lambda mail: mail.auto_delete)
            gone -= gone.filtered("is_notification")
            sent_ids.extend(gone.ids)
            self -= gone
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
