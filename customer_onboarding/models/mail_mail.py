import re

from odoo import models

# What the placeholders of the secrets end before: nothing that continues them
END = r"(?![\w%])"


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        """Fill in the secrets, in the copies that leave and nowhere else.

        Staff, and for good administrators, read what is stored: the message, the
        queued mail, the copy of a mail that failed. So stored texts hold placeholders.
        A secret belongs to one mailbox: a copy that goes to several has none.
        """
        emails = super()._prepare_outgoing_list(
            mail_server=mail_server, doc_to_followers=doc_to_followers
        )
        for email in emails:
            if len(email["email_to_normalized"]) == 1:
                [address] = email["email_to_normalized"]
                secrets = self._get_outgoing_secrets(email["body"] or "", address)
                for part in ("body", "body_alternative"):
                    email[part] = self._fill_in_secrets(email[part], secrets)
        return emails

    def _get_outgoing_secrets(self, body, address):
        """Hook: the secrets to fill in when a mail leaves for an address.

        Look for placeholders in the body before any query: most mails have none.

        :param str body: HTML of the mail, with placeholders
        :param str address: normalized address of the only recipient
        :return: ``{placeholder: secret}``; both stand in URLs, and hold no character
            that HTML escapes
        :rtype: dict[str, str]
        """
        self.ensure_one()
        return {}

    def _fill_in_secrets(self, text, secrets):
        """Put the secrets in the places of their placeholders.

        :param str text: HTML or plain text
        :param dict secrets: as ``_get_outgoing_secrets`` returns them
        :rtype: str
        """
        if not text or not secrets:
            return text
        placeholders = "|".join(re.escape(placeholder) for placeholder in secrets)
        return re.sub(
            f"({placeholders}){END}", lambda match: secrets[match[1]], str(text)
        )

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
