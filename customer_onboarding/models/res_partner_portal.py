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
        default=lambda self: self._default_portal_off_area_ids(),
        tracking=True,
        groups="base.group_user",
        help="What is stored: the parts of the portal that this customer or contact "
        "may not use. A contact may use less than its customer, never more.",
    )
    portal_area_ids = fields.Many2many(
        "portal.area",
        compute="_compute_portal_area_ids",
        inverse="_inverse_portal_area_ids",
        string="Portal Permissions",
        groups="base.group_user",
        help="The parts of the portal that this customer may use.",
    )
    portal_effective_off_area_ids = fields.Many2many(
        "portal.area",
        compute="_compute_portal_effective_off_area_ids",
        compute_sudo=True,
        string="Portal Areas Off in Effect",
        groups="base.group_user",
        # holds active ones alone: nobody needs to read the areas to find that out
        context={"active_test": False},
        help="What a contact may not use: its own and its customer's areas, together.",
    )

    @api.model
    def _default_portal_off_area_ids(self):
        """Areas switched off for new customers; a contact follows its customer."""
        if self.env.context.get("default_parent_id"):
            return self.env["portal.area"]
        return self.env["portal.area"].sudo().search([("off_by_default", "=", True)])

    @api.depends("portal_off_area_ids", "parent_id", "parent_id.portal_off_area_ids")
    def _compute_portal_area_ids(self):
        area_ids = self.env["portal.area"]._get_available_ids()
        # by ids and in one query: the form of a partner asks for all its contacts
        saved = self.filtered("id")
        off_by_partner = saved.sudo()._query_off_area_ids() if saved else {}
        for partner in self:
            off_ids = off_by_partner.get(partner.id)
            if off_ids is None:
                off_ids = partner._get_effective_off_areas().ids
            partner.portal_area_ids = [id_ for id_ in area_ids if id_ not in off_ids]

    @api.depends(
        "portal_off_area_ids.active",
        "commercial_partner_id.portal_off_area_ids.active",
    )
    def _compute_portal_effective_off_area_ids(self):
        """Asked by every request of a portal user: one query, for whole contacts.

        The field cache forgets it when it changes, within a transaction as well.
        """
        saved = self.filtered("id")
        ids_by_partner = saved._query_off_area_ids() if saved else {}
        for partner in saved:
            partner.portal_effective_off_area_ids = ids_by_partner.get(partner.id, ())
        for partner in self - saved:
            partner.portal_effective_off_area_ids = partner._get_effective_off_areas()

    def _query_off_area_ids(self):
        """The ids of the areas off in effect, by contact, in one query.

        :rtype: dict[int, list[int]]
        """
        rows = self.env.execute_query(
            SQL(
                "SELECT partner_id, area_id FROM portal_area_off_partner_rel "
                "WHERE partner_id = ANY(%s)",
                (self | self.commercial_partner_id).ids,
                to_flush=self._fields["portal_off_area_ids"],
            )
        )
        off = {}
        for partner_id, area_id in rows:
            off.setdefault(partner_id, set()).add(area_id)
        active_ids = self.env["portal.area"]._get_active_ids()
        nothing = frozenset()
        return {
            partner.id: [
                id_
                for id_ in active_ids
                if id_ in off.get(partner.id, nothing)
                or id_ in off.get(partner.commercial_partner_id.id, nothing)
            ]
            for partner in self
        }

    def _inverse_portal_area_ids(self):
        areas = self.env["portal.area"]._get_available()
        for partner in self:
            own = partner.portal_off_area_ids
            inherited = (
                partner.commercial_partner_id.portal_off_area_ids
                if partner.commercial_partner_id != partner
                else areas.browse()
            )
            # what the customer has off is not thereby off for the contact itself,
            # unless it was before: it comes back with the customer's
            off = areas - partner.portal_area_ids
            # what is not on offer now (its app is gone, or it is archived) stays
            kept = (own & inherited) | (own - areas)
            partner.portal_off_area_ids = (off - inherited) | kept

    @api.model_create_multi
    def create(self, vals_list):
        """Start contacts with nothing off of their own: they follow their customer.

        A form sends the areas that it shows, which are the customer's or, before that
        is saved, those that a new customer starts with.
        """
        for vals in vals_list:
            if vals.get("parent_id"):
                vals.setdefault("portal_off_area_ids", [Command.clear()])
        partners = super().create(vals_list)
        for partner, vals in zip(partners, vals_list, strict=True):
            if _enters_contacts(vals.get("child_ids")):
                partner._leave_areas_to_customer()
        return partners

    def _leave_areas_to_customer(self):
        """Let new contacts leave to their customer what is off for both of them.

        The ORM creates contacts before it knows what is off for their new customer:
        what they show as off seems to be their own.
        """
        self.ensure_one()
        off = self.portal_off_area_ids
        # what they start with leaves no trace in the chatter
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
        # on a form, with what is not saved yet
        partners_sudo = partner_sudo | partner_sudo.commercial_partner_id
        return partners_sudo.portal_off_area_ids._origin

    def _get_portal_area_of(self, document):
        """The area switched off for this contact that a document is in, if any.

        :param document: one record of any model
        :rtype: portal.area (sudo)
        """
        return self._get_effective_off_areas().filtered(
            lambda area: area._contains(document)
        )[:1]

    def _filter_portal_area_off(self, document):
        """Those of the contacts for whom a document's area is switched off.

        :param document: one record of any model
        :rtype: res.partner
        """
        return self.filtered(lambda partner: partner._get_portal_area_of(document))

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
        """Whom the page *What will this customer see?* tells of.

        A company that signs in through its contacts alone has no part of its own.

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
        """Those of the partners whose portal permissions were changed by somebody.

        What they started with leaves no trace in the chatter; changes do.

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

    def action_rotate_document_links(self):
        """Make every document link sent to these customers so far stop working.

        Each document gets a new token when its link is next asked for.
        """
        count = sum(
            partner._rotate_document_links() for partner in self.commercial_partner_id
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The links of %(count)s documents do not work any more. "
                    "Send a document again to give a new one.",
                    count=count,
                ),
            },
        }

    def _rotate_document_links(self):
        """Forget the tokens of this customer's documents and of their attachments.

        :return: number of documents whose token is gone
        :rtype: int
        :raise AccessError: the user may not change contacts
        """
        self.ensure_one()
        self.check_access("write")
        count = 0
        for model in self._get_document_link_models():
            customer_fields = model._mail_get_partner_fields()
            documents_sudo = (
                model.sudo()
                .with_context(active_test=False)
                .search(
                    Domain("access_token", "!=", False)
                    & Domain.OR(
                        Domain(name, "child_of", self.id) for name in customer_fields
                    )
                )
            )
            documents_sudo.access_token = False
            self.env["ir.attachment"].sudo().search(
                [
                    ("res_model", "=", model._name),
                    ("res_id", "in", documents_sudo.ids),
                    ("access_token", "!=", False),
                ]
            ).access_token = False
            count += len(documents_sudo)
        self.message_post(
            body=self.env._(
                "Document links rotated: the old ones do not work any more."
            )
        )
        return count

    def _get_document_link_models(self):
        """The models whose documents are opened by a token and have a customer.

        :rtype: list of empty recordsets
        """
        mixin = self.env.registry["portal.mixin"]
        return [
            self.env[name]
            for name, model in self.env.registry.items()
            if issubclass(model, mixin)
            and not model._abstract
            and model._auto
            and model._fields["access_token"].store
            and self.env[name]._mail_get_partner_fields()
        ]


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
