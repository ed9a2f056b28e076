from odoo import models

from .customer_background_job import CUSTOMERS_AT_ONCE


class ResPartner(models.Model):
    """The padlock of the language, as staff press it: on a form or for a list."""

    _inherit = "res.partner"

    def action_unlock_language(self):
        """Open the padlock: the language can be changed, until staff lock it again.

        For whoever may write these contacts.

        :return: notification that says so, on the screen where it was pressed
        :rtype: dict
        :raise AccessError: the user may not write them
        """
        message = self.env._(
            "The language of %s is unlocked. It can be changed until somebody "
            "locks it again."
        )
        return self._set_padlock("unlocked", message)

    def action_lock_language(self):
        """Close the padlock, also before there is any transaction.

        For whoever may write these contacts.

        :return: notification that says so, on the screen where it was pressed
        :rtype: dict
        :raise AccessError: the user may not write them
        """
        return self._set_padlock("locked", self.env._("The language of %s is locked."))

    def _set_padlock(self, state, message):
        """Set the padlocks at once, or in the background where they are very many.

        :param str state: "locked" or "unlocked"
        :param str message: tells that it is done, with %s for the customers' names
        :return: notification on the screen where it was pressed
        :rtype: dict
        :raise AccessError: the user may not write them
        """
        if job := self._start_padlock_job(state):
            return job._prepare_started_notice()
        self.write({"language_lock": state})
        return self._prepare_notice("success", message % self._name_customers())

    def _start_padlock_job(self, state):
        """Set the padlocks of very many customers in the background.

        :param str state: "locked" or "unlocked"
        :return: the job; none for as many as are set at once
        :rtype: customer.background.job
        :raise AccessError: the user may not write them
        """
        jobs = self.env["customer.background.job"]
        customers = self.commercial_partner_id
        if len(customers) <= CUSTOMERS_AT_ONCE:
            return jobs
        customers.check_access("write")
        names = {
            "locked": self.env._("Lock Languages"),
            "unlocked": self.env._("Unlock Languages"),
        }
        return jobs._start(
            "set_language_lock", names[state], customers.ids, len(customers), state
        )

    def _name_customers(self):
        """The names of the customers of these contacts, for a sentence.

        :return: as many names as can be read at once, and the number of the others
        :rtype: str
        """
        # not the display name, which has the address in it when an order opens the form
        names = self.commercial_partner_id.mapped("complete_name")
        shown = ", ".join(names[:5])
        if len(names) <= 5:
            return shown
        return self.env._(
            "%(names)s and %(count)s others", names=shown, count=len(names) - 5
        )
