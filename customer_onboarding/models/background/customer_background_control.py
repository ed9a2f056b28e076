from psycopg2.errors import SerializationFailure

from odoo import api, models
from odoo.exceptions import UserError


class CustomerBackgroundControl(models.AbstractModel):
    """Work in the background that people watch and steer: it has a name and a state."""

    _name = "customer.background.control"
    _description = "Work in the Background"

    def _check_state(self, *states):
        """Refuse what does not go with the state of this work.

        :param states: those in which it is possible
        :raise UserError: naming the record and its state
        """
        for record in self:
            if record.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "This is not possible while %(record)s has the status "
                        "%(state)s. Reload the page to see its current status.",
                        record=record.name,
                        state=labels[record.state],
                    )
                )

    @api.model
    def _lock_ids(self, query):
        """Lock what this transaction works on next, before it has done anything else.

        A transaction sees what there was when it began. PostgreSQL refuses to lock a
        row that another process has changed since, because it has taken it on. That is
        no error: a new transaction sees what is left. Odoo's ``try_lock_for_update``
        would log it as one, and raise.

        :param SQL query: of ids, with FOR UPDATE SKIP LOCKED
        :return: the ids; None where a row has changed: the transaction was rolled back,
            and whatever it has read must be read again
        :rtype: list[int] | None
        """
        try:
            self.env.cr.execute(query, log_exceptions=False)
        except SerializationFailure:
            self.env.cr.rollback()
            return None
        return [id_ for (id_,) in self.env.cr.fetchall()]

    def _get_form_action(self):
        """The action that opens this record.

        :rtype: dict
        """
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _notify_progress(self):
        """Tell the screens of whoever created this that it went on."""
        self.create_uid._bus_send("customer_onboarding.progress", {"id": self.id})
