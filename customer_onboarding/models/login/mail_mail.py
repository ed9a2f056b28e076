import re

from odoo import models

# What comes after a placeholder: nothing that continues it
END = r"(?![\w%])"
# As ``res.partner.email_confirm_url`` has it
PLACEHOLDER = re.compile(r"/my/email/confirm\?(request=(\d+))")


class MailMail(models.Model):
    """Secrets, as those of links, leave with the mail, and are stored nowhere."""

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
        # links to confirm an address go to just that
        secrets = {}
        found = dict(PLACEHOLDER.findall(body))
        partners_sudo = self.env["res.partner"].sudo().browse(map(int, found.values()))
        for partner_sudo in partners_sudo.exists():
            if partner_sudo._get_pending_email() == address:
                token = partner_sudo._generate_email_token()
                secrets[f"request={partner_sudo.id}"] = f"token={token}"
        return secrets

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
