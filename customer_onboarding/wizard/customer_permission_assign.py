from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import SQL

from ..models.permission.customer_background_job import CUSTOMERS_AT_ONCE


class CustomerPermissionAssign(models.TransientModel):
    """Set the portal permissions of many customers at once.

    Each area is allowed, switched off, or left as each customer has it. What is stored
    on a contact is its own; areas that are off for its customer stay off for it, which
    the dialog tells.
    """

    _name = "customer.permission.assign"
    _description = "Set Portal Permissions"

    partner_ids = fields.Many2many(
        "res.partner",
        "customer_permission_assign_partner_rel",
        string="Customers",
        required=True,
        default=lambda self: self._default_partner_ids(),
    )
    partner_count = fields.Integer(compute="_compute_partner_count")
    allow_area_ids = fields.Many2many(
        "portal.area",
        "customer_permission_assign_allow_rel",
        string="May Use",
        domain=[("is_installed", "=", True)],
        help="Areas that all these customers may use from now on.",
    )
    off_area_ids = fields.Many2many(
        "portal.area",
        "customer_permission_assign_off_rel",
        string="May Not Use",
        domain=[("is_installed", "=", True)],
        help="Areas that are switched off for all these customers.",
    )
    area_use = fields.Json(
        compute="_compute_area_use",
        help="Number of these customers that may use an area now, by the area's id.",
    )
    change_count = fields.Integer(
        compute="_compute_changes", help="Customers whose permissions change."
    )
    change_text = fields.Char(compute="_compute_changes")
    held_text = fields.Char(
        compute="_compute_changes",
        help="Tells that an area stays off for contacts because it is off for their "
        "customer.",
    )

    @api.model
    def _default_partner_ids(self):
        """The selected customers and contacts."""
        if self.env.context.get("active_model") != "res.partner":
            return False
        return [Command.set(self.env.context.get("active_ids", []))]

    @api.depends("partner_ids")
    def _compute_partner_count(self):
        for wizard in self:
            wizard.partner_count = len(wizard.partner_ids)

    @api.depends("partner_ids")
    def _compute_area_use(self):
        """Count who may use which area: contacts not where their customer may not."""
        area_ids = self.env["portal.area"]._get_available_ids()
        for wizard in self:
            partners = wizard.partner_ids._origin
            off_ids = partners._query_off_area_ids() if partners else {}
            use = dict.fromkeys(area_ids, len(partners))
            for ids in off_ids.values():
                for id_ in ids:
                    if id_ in use:
                        use[id_] -= 1
            wizard.area_use = {str(id_): count for id_, count in use.items()}

    @api.depends("partner_ids", "allow_area_ids", "off_area_ids", "partner_count")
    def _compute_changes(self):
        """Count the customers that change, and say it in sentences."""
        for wizard in self:
            wizard.change_count = len(wizard._get_changed_partners())
            wizard.change_text = self.env._(
                "Customers that change: %(changed)s of %(all)s",
                changed=wizard.change_count,
                all=wizard.partner_count,
            )
            held = wizard._count_held_contacts()
            wizard.held_text = False
            if held:
                wizard.held_text = self.env._(
                    "Contacts for which an area stays off, because it is off for "
                    "their customer: %s",
                    held,
                )

    @api.constrains("allow_area_ids", "off_area_ids")
    def _check_areas_differ(self):
        """Refuse an area that is allowed and switched off at the same time."""
        for wizard in self:
            if both := wizard.allow_area_ids & wizard.off_area_ids:
                raise ValidationError(
                    self.env._(
                        "%(areas)s: choose either to allow it or to switch it off.",
                        areas=", ".join(both.mapped("name")),
                    )
                )

    def _get_own_off_ids(self):
        """The areas that are stored as off on each customer, archived ones as well.

        In one query, whatever is in the cache: the fields of 1,000 customers are not
        read for it.

        :return: ids of areas by the id of the customer; customers without any are
            left out
        :rtype: dict[int, set[int]]
        """
        partners = self.partner_ids._origin
        if not partners:
            return {}
        rows = self.env.execute_query(
            SQL(
                "SELECT partner_id, area_id FROM portal_area_off_partner_rel"
                " WHERE partner_id = ANY(%s)",
                partners.ids,
                to_flush=[partners._fields["portal_off_area_ids"]],
            )
        )
        off_ids = {}
        for partner_id, area_id in rows:
            off_ids.setdefault(partner_id, set()).add(area_id)
        return off_ids

    def _get_changed_partners(self):
        """The customers for which something is stored that was not before.

        :rtype: res.partner
        """
        self.ensure_one()
        allow_ids = set(self.allow_area_ids._origin.ids)
        switch_off_ids = set(self.off_area_ids._origin.ids)
        off_ids = self._get_own_off_ids()
        nothing = frozenset()
        return self.partner_ids._origin.filtered(
            lambda partner: (
                allow_ids & off_ids.get(partner.id, nothing)
                or switch_off_ids - off_ids.get(partner.id, nothing)
            )
        )

    def _count_held_contacts(self):
        """Contacts that do not get an area because their customer has it off.

        Their customer may be among those that get it here.

        :rtype: int
        """
        self.ensure_one()
        allow_ids = self.allow_area_ids._origin.ids
        partners = self.partner_ids._origin
        if not allow_ids or not partners:
            return 0
        customers = partners.commercial_partner_id - partners
        if not customers:
            return 0
        off_ids = customers.sudo()._query_off_area_ids()
        held = customers.filtered(
            lambda customer: not set(off_ids[customer.id]).isdisjoint(allow_ids)
        )
        return len(partners.filtered(lambda one: one.commercial_partner_id in held))

    def action_apply(self):
        """Set the permissions, and note them in the chatter of each changed customer.

        Customers that have them already are not written. Very many are written in the
        background.

        :return: notification with the numbers
        :rtype: dict
        :raise AccessError: the user may not change contacts, or not these
        """
        self.ensure_one()
        self.check_access("write")
        self.partner_ids.check_access("write")
        held_text = self.held_text
        changed = self._get_changed_partners()
        if len(changed) > CUSTOMERS_AT_ONCE:
            return self._start_job(changed)
        changed._set_portal_areas(self.allow_area_ids, self.off_area_ids)
        text = self.env._(
            "Customers whose portal permissions changed: %(changed)s of %(all)s.",
            changed=len(changed),
            all=self.partner_count,
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if held_text else "success",
                "message": f"{text} {held_text}" if held_text else text,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _start_job(self, partners):
        """Set the permissions of partners in the background.

        :param res.partner partners: those that change
        :return: notification that opens the job
        :rtype: dict
        """
        job = self.env["customer.background.job"]._start(
            "set_permissions",
            self.env._("Set Portal Permissions"),
            partners.ids,
            len(partners),
            {"allow": self.allow_area_ids.ids, "switch_off": self.off_area_ids.ids},
        )
        return job._prepare_started_notice()
