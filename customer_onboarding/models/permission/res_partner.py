from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    """Portal permissions: which portal areas a customer or contact may use."""

    _inherit = "res.partner"

    portal_off_area_ids = fields.Many2many(
        "portal.area",
        "portal_area_off_partner_rel",
        "partner_id",
        "area_id",
        string="Portal Areas Switched Off",
        tracking=True,
        groups="base.group_user",
        help="Portal areas that this customer or contact may not use. A contact can "
        "use fewer areas than its customer, never more.",
    )
    portal_area_ids = fields.Many2many(
        "portal.area",
        compute="_compute_portal_area_ids",
        inverse="_inverse_portal_area_ids",
        string="Portal Permissions",
        groups="base.group_user",
        # holds active ones alone: nobody needs to read the areas to find that out
        context={"active_test": False},
        help="Portal areas that this customer may use.",
    )
    portal_effective_off_area_ids = fields.Many2many(
        "portal.area",
        compute="_compute_portal_effective_off_area_ids",
        compute_sudo=True,
        string="Portal Areas Off in Effect",
        groups="base.group_user",
        # holds active ones alone: nobody needs to read the areas to find that out
        context={"active_test": False},
        help="Areas switched off for the contact: its own and its customer's.",
    )

    @api.model
    def _default_portal_off_area_ids(self):
        """Areas switched off for new customers; a contact follows its customer."""
        areas = self.env["portal.area"]
        if self.env.context.get("default_parent_id"):
            return areas
        return areas.browse(areas._get_default_off_ids())

    @api.model
    def default_get(self, fields):
        """Let new customers begin with the areas that are off for them.

        The field has no default of its own, because Odoo would convert and store it for
        each record of an import, even where no area is off.

        :param list[str] fields: names of the fields on the form
        :rtype: dict
        """
        defaults = super().default_get(fields)
        field = self._fields["portal_off_area_ids"]
        # cached ids, because each record of an import comes here
        if (
            field.name in fields
            and (off := self._default_portal_off_area_ids())
            and self._has_field_access(field, "read")
        ):
            defaults.setdefault(field.name, [Command.set(off.ids)])
        return defaults

    @api.depends("portal_off_area_ids", "parent_id", "parent_id.portal_off_area_ids")
    def _compute_portal_area_ids(self):
        """Show the areas that are on: those on offer but the ones off in effect."""
        area_ids = self.env["portal.area"]._get_available_ids()
        # by ids and in one query: the form of a partner asks for all its contacts
        saved = self.filtered("id")
        off_by_partner = saved.sudo()._query_off_area_ids() if saved else {}
        partners_by_off = defaultdict(self.browse)
        for partner in self:
            off_ids = off_by_partner.get(partner.id)
            if off_ids is None:
                off_ids = partner._get_effective_off_areas().ids
            partners_by_off[frozenset(off_ids)] += partner
        # together, because setting a link costs more than finding out what to set
        for off_ids, partners in partners_by_off.items():
            partners.portal_area_ids = [id_ for id_ in area_ids if id_ not in off_ids]

    @api.depends(
        "portal_off_area_ids.active",
        "commercial_partner_id.portal_off_area_ids.active",
    )
    def _compute_portal_effective_off_area_ids(self):
        """Find the areas off in effect with one query for all saved contacts.

        Every request of a portal user asks for it. Not stored, because the field cache
        forgets it when an area, a contact or its customer changes, also within a
        transaction.
        """
        saved = self.filtered("id")
        ids_by_partner = saved._query_off_area_ids(effective=True) if saved else {}
        for partner in saved:
            partner.portal_effective_off_area_ids = ids_by_partner.get(partner.id, ())
        for partner in self - saved:
            partner.portal_effective_off_area_ids = partner._get_effective_off_areas()

    def _query_off_area_ids(self, effective=False):
        """The ids of the areas off, by contact, in one query.

        :param bool effective: with those that are closed for another reason than that
            somebody switched them off; without, what forms show and save
        :rtype: dict[int, list[int]]
        """
        query = self._get_off_areas_sql() if effective else self._get_switched_off_sql()
        off = {}
        for partner_id, area_id in self.env.execute_query(query):
            off.setdefault(partner_id, set()).add(area_id)
        active_ids = self.env["portal.area"]._get_active_ids()
        return {
            partner_id: [
                id_
                for id_ in active_ids
                if id_ in off[partner_id] or None in off[partner_id]
            ]
            if partner_id in off
            else []
            for partner_id in self.ids
        }

    def _get_switched_off_sql(self):
        """Pairs of a contact and an area switched off for it or for its customer.

        :rtype: SQL
        """
        return SQL(
            # the customers are found here, too: nobody need have read them
            "SELECT partner.id, off.area_id FROM res_partner AS partner"
            " JOIN portal_area_off_partner_rel AS off ON off.partner_id"
            " = ANY(ARRAY[partner.id, partner.commercial_partner_id])"
            " WHERE partner.id = ANY(%s)",
            self.ids,
            to_flush=[
                self._fields["portal_off_area_ids"],
                self._fields["commercial_partner_id"],
            ],
        )

    def _get_off_areas_sql(self):
        """Hook: pairs of a contact and an area that is off in effect; NULL: all areas.

        Every request of a portal user asks this, so keep it one query.

        :rtype: SQL
        """
        return self._get_switched_off_sql()

    def _inverse_portal_area_ids(self):
        """Store what the form's switches say as areas off of this very contact."""
        areas = self.env["portal.area"]._get_available()
        # all are known before one is written, and equal ones are written together:
        # otherwise a list of customers is read anew after each of them
        partners_by_off = self.grouped(
            lambda partner: partner._get_off_areas_of_switches(areas)
        )
        for off, partners in partners_by_off.items():
            partners.portal_off_area_ids = off

    def _set_portal_areas(self, allowed, switched_off):
        """Allow areas to these partners, and switch others off; leave the rest.

        :param portal.area allowed: that are no longer stored as off
        :param portal.area switched_off: that are stored as off
        :raise AccessError: the user may not write these partners
        """
        # the areas themselves, not the set of each: all are written together
        self.write(
            {
                "portal_off_area_ids": [
                    *(Command.unlink(area.id) for area in allowed),
                    *(Command.link(area.id) for area in switched_off),
                ]
            }
        )

    def _get_off_areas_of_switches(self, areas):
        """The areas to store as off on this contact, as the form's switches say.

        :param portal.area areas: those on offer
        :rtype: portal.area
        """
        self.ensure_one()
        own = self.portal_off_area_ids
        inherited = (
            self.commercial_partner_id.portal_off_area_ids
            if self.commercial_partner_id != self
            else areas.browse()
        )
        shown_off = areas - self.portal_area_ids
        not_on_offer = own - areas  # their app is gone, or they are archived
        # Areas that the customer has off show as off on the contact, too. They are
        # stored on it only if they were before, because otherwise the contact gets
        # them back together with its customer.
        own_and_inherited = own & inherited
        return (shown_off - inherited) | own_and_inherited | not_on_offer

    @api.model
    def _start_permissions(self, vals_list):
        """Step: contacts start with nothing off of their own, as their customer does.

        A form sends the areas that it shows, which are the customer's or, before that
        is saved, those that a new customer starts with.
        """
        for vals in vals_list:
            if vals.get("parent_id"):
                vals.setdefault("portal_off_area_ids", [Command.clear()])
        enters_contacts = [
            _enters_contacts(vals.get("child_ids")) for vals in vals_list
        ]
        if not any(enters_contacts):
            return None

        def leave_areas(partners):
            for partner, enters in zip(partners, enters_contacts, strict=True):
                if enters:
                    partner._leave_areas_to_customer()

        return leave_areas

    def _leave_areas_to_customer(self):
        """Clear areas off of new contacts that are off for their customer, too.

        The ORM creates contacts before it knows what is off for their new customer, so
        that the areas their form showed as off were stored as their own.
        """
        self.ensure_one()
        off = self.portal_off_area_ids
        # without tracking, because the chatter does not note the areas of the start
        for contact in self.child_ids.with_context(tracking_disable=True):
            if own := contact.portal_off_area_ids & off:
                contact.portal_off_area_ids -= own

    def _get_effective_off_areas(self):
        """Areas off for this contact: its own and its customer's, together.

        :rtype: portal.area (sudo)
        """
        self.ensure_one()
        partner_sudo = self.sudo()
        if partner_sudo.id:
            return partner_sudo.portal_effective_off_area_ids
        # on a form, because a new record has no row to query
        partners_sudo = partner_sudo | partner_sudo.commercial_partner_id
        return partners_sudo.portal_off_area_ids._origin

    def _get_portal_area_of(self, document):
        """The area switched off for this contact that a document is in, if any.

        :param document: one record of any model
        :rtype: portal.area (sudo)
        """
        off_areas = self._get_effective_off_areas()
        if not off_areas:
            return off_areas
        ids = off_areas._get_ids_by_document(document)
        return off_areas.filtered(lambda area: area.id in ids)[:1]

    def _filter_portal_area_off(self, document):
        """The contacts for which a document's area is switched off.

        :param document: one record of any model
        :rtype: res.partner
        """
        off_ids = self._query_off_area_ids(effective=True) if self else {}
        # where nobody has any area off, the document is not even read
        having_off = self.filtered(lambda partner: off_ids[partner.id])
        if not having_off:
            return having_off
        ids = self.env["portal.area"]._get_ids_by_document(document)
        return having_off.filtered(
            lambda partner: not ids.isdisjoint(off_ids[partner.id])
        )

    def action_preview_portal(self):
        """Open the page *What will this customer see?*.

        For a customer, it tells of each of its contacts; for a contact, of that one.

        :rtype: dict
        :raise AccessError: the user is not staff
        """
        contacts = self.browse(
            contact.id
            for partner in self
            for contact in partner._get_portal_preview_contacts()
        )
        lines = self.env["portal.preview"]._create_for(contacts)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_onboarding.portal_preview_action"
        )
        return action | {"domain": [("id", "in", lines.ids)]}

    def _get_portal_preview_contacts(self):
        """The contacts that the page *What will this customer see?* lists.

        A company that signs in through its contacts alone has no lines of its own.

        :rtype: res.partner
        """
        self.ensure_one()
        if self != self.commercial_partner_id:
            return self
        contacts = self.search(
            Domain("id", "child_of", self.id)
            & Domain("id", "!=", self.id)
            & Domain("type", "=", "contact")
            & Domain("commercial_partner_id", "=", self.id)
        )
        if self.is_company and contacts and not self._get_portal_preview_user():
            return contacts
        return self + contacts

    def _get_portal_preview_user(self):
        """The user by which this contact signs in; a portal user, if it has several.

        :rtype: res.users (sudo)
        """
        self.ensure_one()
        users_sudo = self.sudo().user_ids
        return users_sudo.filtered("share")[:1] or users_sudo[:1]

    def _get_changed_portal_permissions(self):
        """The partners whose portal permissions somebody has changed.

        The chatter tells, because it notes changes and not the areas of the start.

        :rtype: res.partner
        """
        changes_sudo = (
            self.env["mail.tracking.value"]
            .sudo()
            .search(
                [
                    ("field_id.name", "=", "portal_off_area_ids"),
                    ("mail_message_id.model", "=", self._name),
                    ("mail_message_id.res_id", "in", self.ids),
                ]
            )
        )
        return self.browse(set(changes_sudo.mail_message_id.mapped("res_id")))


def _enters_contacts(commands):
    """Whether contacts are entered with their customer, as forms enter them.

    :param commands: what ``create`` got for ``child_ids``; ids are allowed, too
    """
    return isinstance(commands, list) and any(
        isinstance(command, list | tuple)
        and command[0] == Command.CREATE
        and "portal_area_ids" in command[2]
        for command in commands
    )
