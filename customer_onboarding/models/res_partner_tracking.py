from odoo import api, models

# Stands in the context while changes are noted. A private class, because a client can
# send the key, but never an object of this.
_NOTES_KEY = "customer_onboarding_tracking_notes"
# what Odoo hands over for a note of a change
_NOTE_ARGUMENTS = {"body", "author_id", "tracking_value_ids"}


class _Notes(list):
    """The notes of changed customers that are written together: pairs (id, values)."""


class ResPartner(models.Model):
    """What the chatter notes of changes, read and written once for many customers."""

    _inherit = "res.partner"

    @api.model
    def _get_fields_tracked_on_write(self):
        """Hook: tracked fields that are read only when they are written.

        Odoo reads all tracked fields before each write, whatever is written. These cost
        a query of their own, which a change of a phone number need not pay.

        :rtype: set[str]
        """
        return {
            "customer_group_ids",
            "portal_off_area_ids",
            "property_sale_currency_id",
        }

    def _track_prepare(self, fields_iter):
        """Leave out what is read only when it is written, of Odoo's own call."""
        if fields_iter is self._fields:
            fields_iter = self._fields.keys() - self._get_fields_tracked_on_write()
        return super()._track_prepare(fields_iter)

    def _message_track(self, fields_iter, initial_values_dict):
        """Write the notes of many changed customers together.

        Odoo writes them one by one, with two queries each. Messages that are posted,
        because followers are told, stay as they are.
        """
        if len(self) < 2:
            return super()._message_track(fields_iter, initial_values_dict)
        notes = _Notes()
        partners = self.with_context(**{_NOTES_KEY: notes})
        changes = super(ResPartner, partners)._message_track(
            fields_iter, initial_values_dict
        )
        self._write_tracking_notes(notes)
        return changes

    def _message_log(self, **kwargs):
        """Keep a note of a change until those of all customers are there.

        :return: the note; nothing while it is kept
        :rtype: mail.message
        """
        notes = self.env.context.get(_NOTES_KEY)
        if isinstance(notes, _Notes) and kwargs.keys() == _NOTE_ARGUMENTS:
            notes.append((self.id, kwargs))
            return self.env["mail.message"]
        return super()._message_log(**kwargs)

    @api.model
    def _write_tracking_notes(self, notes):
        """Write notes of changed customers, with the values before and after.

        :param list notes: pairs of a partner's id and the arguments of ``_message_log``
        """
        by_author = {}
        for partner_id, values in notes:
            by_author.setdefault(values["author_id"], {})[partner_id] = values
        tracking_vals_list = []
        for author_id, values_by_id in by_author.items():
            messages = self.browse(values_by_id)._message_log_batch(
                bodies={id_: values["body"] for id_, values in values_by_id.items()},
                author_id=author_id,
            )
            for message, values in zip(messages, values_by_id.values(), strict=True):
                tracking_vals_list += [
                    vals | {"mail_message_id": message.id}
                    for __, __, vals in values["tracking_value_ids"]
                ]
        self.env["mail.tracking.value"].sudo().create(tracking_vals_list)
