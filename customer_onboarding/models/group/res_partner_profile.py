from odoo import api, fields, models
from odoo.fields import Command

from ..onboarding_boxes import BOXES


class ResPartner(models.Model):
    """The form of a new customer, filled from its groups."""

    _inherit = "res.partner"

    # of the form only: {field: {"value", "group"}} for each field that was filled, with
    # what, and the name of the group that says so
    customer_group_profile = fields.Json(store=False, groups="base.group_user")

    @api.onchange("customer_group_ids")
    def _onchange_customer_group_profile(self):
        """Fill the form of a new customer; what somebody typed stays.

        A field was typed in if it holds neither what it started with nor what a group
        gave it before.
        """
        if self._origin or self.parent_id:
            return
        before = self.customer_group_profile or {}
        profile = self._get_form_profile()
        names = {**before, **profile}
        empty = self.new(self.default_get(list(names)))
        after = {}
        for name in names:
            start = self._to_json(empty, name)
            filled = before[name]["value"] if name in before else start
            if self._to_json(self, name) not in (filled, start):
                continue
            value, group = profile.get(name, (start, None))
            if group is None or not self._is_profile_fitting(name, value):
                self[name] = self._from_json(name, start)
                continue
            self[name] = self._from_json(name, value)
            after[name] = {"value": value, "group": group.name}
        if after != before:
            self.customer_group_profile = after

    def _is_profile_fitting(self, name, value):
        """Hook: whether what a group says goes with what else the form holds.

        :param str name: the field to be filled
        :param value: with what, as JSON
        :rtype: bool
        """
        return True

    def _get_form_profile(self):
        """Hook: what the groups of the form fill: their profile, areas and boxes.

        :return: ``{field: (value as JSON, customer.group)}``
        :rtype: dict
        """
        groups = self.customer_group_ids._origin
        profile = groups._get_profile()
        if off := groups._get_off_areas():
            all_off = off | self._default_portal_off_area_ids()
            first = groups._get_first("off_area_ids")
            profile["portal_off_area_ids"] = sorted(all_off.ids), first
        for box in BOXES:
            if group := groups._get_first(box):
                profile[box] = group[box] == "yes", group
        return profile

    @api.model
    def _to_json(self, partner, name):
        """A field's value on a form as it is compared and kept."""
        value = partner[name]
        if self._fields[name].type == "many2many":
            return sorted(value._origin.ids)
        return value._origin.id if self._fields[name].relational else value

    @api.model
    def _from_json(self, name, value):
        """What to set a field of a form to."""
        if self._fields[name].type == "many2many":
            return [Command.set(value)]
        return value
