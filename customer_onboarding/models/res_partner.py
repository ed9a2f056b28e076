from odoo import api, models


class ResPartner(models.Model):
    """The way of a customer: the steps of saving one, in their order.

    Each room of the addon takes one step. A step gets the values before Odoo does: it
    may change them, take out its own, or refuse. It returns a function to call when the
    records are there, or None. Both halves run in the order of the lists below. No
    other class of ours overrides ``create`` or ``write`` of contacts, because then the
    order of files would decide again.
    """

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        """Take each room's step for new customers and contacts.

        :raise UserError: a step refuses the values
        """
        # copies, because the values belong to the caller
        vals_list = [dict(vals) for vals in vals_list]
        follow_ups = [step(vals_list) for step in self._get_create_steps()]
        partners = super().create(vals_list)
        for follow_up in filter(None, follow_ups):
            follow_up(partners)
        return partners

    @api.model
    def _get_create_steps(self):
        """Hook: the steps of new customers and contacts, in their order.

        :return: methods that get the list of values, each a dict they may change, and
            return a function of the new partners or None
        :rtype: list[Callable]
        """
        return [
            self._start_texts,
            self._start_contacts,  # before the others, which ask who is a contact
            self._start_groups,
            self._start_permissions,
            self._start_language,
            self._start_currency,  # after the groups are known: they carry one
            self._start_addresses,
            self._start_portal_access_state,
            self._start_onboarding,  # last, because the mail goes out with all of it
        ]

    def write(self, vals):
        """Take each room's step for a change of customers and contacts.

        :raise UserError: a step refuses the values
        """
        vals = dict(vals)
        tracked = self._get_fields_tracked_on_write().intersection(vals)
        if tracked and not self.env.context.get("tracking_disable"):
            self._track_prepare(tracked)
        follow_ups = [step(vals) for step in self._get_write_steps()]
        result = super().write(vals)
        for follow_up in filter(None, follow_ups):
            follow_up()
        return result

    def _get_write_steps(self):
        """Hook: the steps of a change of customers and contacts, in their order.

        :return: methods that get the values, a dict they may change, and return a
            function without arguments or None
        :rtype: list[Callable]
        """
        return [
            self._change_texts,
            self._change_account,  # before any change: it refuses what is not theirs
            self._change_email,  # first to change: it may take the address out
            self._change_language,
            self._change_currency,
            self._change_addresses,
            self._change_portal_access_state,
            self._change_onboarding,
        ]

    @api.model
    def _is_contact_vals(self, vals):
        """Whether values are for a contact of a customer, which follows that one.

        :param dict vals: values for ``create``
        :rtype: bool
        """
        return bool(
            vals.get("parent_id", self.env.context.get("default_parent_id", False))
        )

    @api.model
    def _start_contacts(self, vals_list):
        """Step: on the form of a new customer, the contacts entered are persons.

        The form's defaults are those of the customer itself.
        """
        if self.env.context.get("new_customer_form"):
            for vals in vals_list:
                if vals.get("parent_id"):
                    vals.setdefault("is_company", False)
