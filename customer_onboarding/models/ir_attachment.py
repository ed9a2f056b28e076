from odoo import fields, models


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    document_lang = fields.Char(
        "Document Language",
        readonly=True,
        help="Code of the language that an issued document is in.",
    )

    def _is_portal_hidden(self):
        """Whether this file belongs to a portal area this user may not use.

        A file attached to a message may name no document of its own: then the
        message's document counts.

        :rtype: bool
        """
        self.ensure_one()
        user = self.env.user
        if not user._get_portal_off_areas():
            return False
        attachment_sudo = self.sudo()
        references = {(attachment_sudo.res_model, attachment_sudo.res_id)}
        messages_sudo = attachment_sudo.env["mail.message"].search(
            [("attachment_ids", "in", self.ids)]
        )
        references |= {(message.model, message.res_id) for message in messages_sudo}
        return bool(user._filter_portal_hidden_references(references))

    def _check_access(self, operation):
        """Files of a hidden message are hidden, be they the user's own."""
        return self._forbid_portal_hidden(super()._check_access(operation))

    def _filter_portal_hidden(self):
        return self.filtered(lambda attachment: attachment._is_portal_hidden())

    def _has_attachments_ownership(self, attachment_tokens):
        """An ownership token opens no file of a switched-off area."""
        if any(attachment._is_portal_hidden() for attachment in self):
            return False
        return super()._has_attachments_ownership(attachment_tokens)
