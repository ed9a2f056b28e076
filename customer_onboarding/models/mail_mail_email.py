import re

from odoo import models

# As ``res.partner.email_confirm_url`` has it
PLACEHOLDER = re.compile(r"/my/email/confirm\?(request=(\d+))")


class MailMail(models.Model):
    """The secret of a link that confirms an address leaves with the mail alone."""

    _inherit = "mail.mail"

    def _get_outgoing_secrets(self, body, address):
        """Fill in the tokens of links to confirm an address, in mails to just that."""
        secrets = super()._get_outgoing_secrets(body, address)
        found = dict(PLACEHOLDER.findall(body))
        partners_sudo = self.env["res.partner"].sudo().browse(map(int, found.values()))
        for partner_sudo in partners_sudo.exists():
            if partner_sudo._get_pending_email() == address:
                token = partner_sudo._generate_email_token()
                secrets[f"request={partner_sudo.id}"] = f"token={token}"
        return secrets
