import re

from odoo import api, models
from odoo.tools import email_normalize

# The records that Odoo names in the Message-ID of the mails it sends about them
MESSAGE_ID = re.compile(r"-openerp-(\d+)-customer\.invitation@")


class MailThread(models.AbstractModel):
    """Mails that come back: the invitation failed, however well its mail left."""

    _inherit = "mail.thread"

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        """Note on an invitation that its mail came back, and why.

        Odoo looks for the message that bounced, which is deleted once it has left. Its
        id names the invitation.

        :param email.message.Message email_message: what the mail server sent
        :param dict message_dict: what Odoo read in it
        """
        result = super()._routing_handle_bounce(email_message, message_dict)
        message_ids = " ".join(message_dict["bounced_msg_ids"] or [])
        ids = [int(id_) for id_ in MESSAGE_ID.findall(message_ids)]
        invitations_sudo = self.env["customer.invitation"].sudo().browse(ids).exists()
        bounced = message_dict["bounced_email"]
        returned_sudo = invitations_sudo.filtered(
            lambda invitation: (
                not (invitation.opened_date or invitation.end_reason)
                and bounced in (False, email_normalize(invitation.email))
            )
        )
        if returned_sudo:
            reason = _get_diagnosis(email_message)
            returned_sudo._mark_failed(
                self.env._("The mail came back: %(reason)s", reason=reason)
                if reason
                else self.env._("The mail came back.")
            )
            returned_sudo._show_failure()
        return result


def _get_diagnosis(message):
    """What the mail server says of a mail it could not deliver.

    :param email.message.Message message: its report
    :return: one line, or an empty text
    :rtype: str
    """
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for section in part.get_payload():
                if diagnosis := section.get("Diagnostic-Code"):
                    # its kind comes first, such as "smtp;"
                    return " ".join(diagnosis.partition(";")[2].split())
    return ""
