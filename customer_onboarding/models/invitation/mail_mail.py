import re

from odoo import models

# As ``customer.invitation.welcome_url`` has it
PLACEHOLDER = re.compile(r"/clients/welcome\?(invitation=(\d+))")


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
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
