from odoo import models


class IrAttachment(models.Model):
    """Files of switched-off portal areas are hidden."""

    _inherit = "ir.attachment"

    def _check_access(self, operation):
        """Files of a hidden message are hidden, be they the user's own."""
        return self._forbid_portal_hidden(super()._check_access(operation))

    def _filter_in_off_areas(self):
        """Those that belong to a portal area this user may not use.

        A file attached to a message may name no document of its own: then the
        message's document counts.

        :rtype: ir.attachment
        """
        user = self.env.user
        if not self or not user._get_portal_off_areas():
            return self.browse()
        references = {file.id: {(file.res_model, file.res_id)} for file in self.sudo()}
        messages_sudo = (
            self.env["mail.message"].sudo().search([("attachment_ids", "in", self.ids)])
        )
        for message in messages_sudo:
            for file_id in message.attachment_ids.ids:
                if file_id in references:
                    references[file_id].add((message.model, message.res_id))
        hidden = user._filter_portal_hidden_references(
            set().union(*references.values())
        )
        return self.filtered(lambda file: not hidden.isdisjoint(references[file.id]))

    def _has_attachments_ownership(self, attachment_tokens):
        """An ownership token opens no file of a switched-off area."""
        if self._filter_in_off_areas():
            return False
        return super()._has_attachments_ownership(attachment_tokens)
