from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class PortalPreview(models.TransientModel):
    """One contact and one portal area: a line of *What will this customer see?*.

    It says whether the area is on, why, and how many documents are behind it. The lines
    are made anew each time the page is opened. Documents are counted with the rights of
    the portal user, and of those the ones that the member of staff who asks may read;
    nobody is signed in as somebody else.
    """

    _name = "portal.preview"
    _description = "What will this customer see?"
    _order = "id"
    _rec_name = "area_id"

    partner_id = fields.Many2one("res.partner", string="Contact", readonly=True)
    user_id = fields.Many2one("res.users", string="Portal User", readonly=True)
    area_id = fields.Many2one("portal.area", string="Portal Area", readonly=True)
    icon = fields.Char(related="area_id.icon")
    is_installed = fields.Boolean("App Installed", readonly=True)
    access = fields.Selection(
        [
            ("on", "On"),
            ("off", "Off"),
            ("missing", "Not Available"),
            ("none", "No Access"),
        ],
        string="Portal",
        readonly=True,
    )
    reason = fields.Selection(
        [
            ("on", "Not switched off"),
            ("default", "Off by default when the customer was created"),
            ("customer", "Switched off on the customer"),
            ("contact", "Switched off on this contact"),
            ("both", "Switched off on the customer and on this contact"),
            ("not_installed", "Its app is not installed"),
            ("no_user", "No portal user: this contact cannot sign in"),
            ("internal", "Portal permissions do not apply to internal users"),
        ],
        string="Why",
        readonly=True,
    )
    document_count = fields.Integer(
        string="Documents",
        aggregator=None,
        readonly=True,
        help="Documents the portal user can reach, drafts included. For an area that "
        "is off: documents it hides. Only those that you may read are counted.",
    )
    is_counted = fields.Boolean(readonly=True)

    @api.model
    def _create_for(self, partners):
        """Make the lines of some customers or contacts.

        :param partners: contacts, each of which gets a line for every area, or one
            that says why there is none
        :rtype: portal.preview
        :raise AccessError: the user is not staff
        """
        self.check_access("read")
        areas = self.env["portal.area"].search([("active", "=", True)])
        # those of installed apps first; the others come after them
        areas = areas.filtered("is_installed") + areas.filtered(
            lambda area: not area.is_installed
        )
        changed = partners.commercial_partner_id._get_changed_portal_permissions()
        users = {partner: partner._get_portal_preview_user() for partner in partners}
        portal_users = [user for user in users.values() if user.share]
        counts = {
            area: area._count_documents(portal_users) if area.is_installed else {}
            for area in areas
        }
        vals_list = []
        for partner, user in users.items():
            if user.share:
                vals_list += [
                    self._prepare_line(
                        partner, user, area, changed, counts[area].get(user)
                    )
                    for area in areas
                ]
            else:
                reason = "internal" if user else "no_user"
                vals_list.append(
                    {
                        "partner_id": partner.id,
                        "user_id": user.id,
                        "is_installed": True,
                        "access": "none",
                        "reason": reason,
                    }
                )
        return self.sudo().create(vals_list).sudo(self.env.su)

    @api.model
    def _prepare_line(self, partner, user, area, changed, count):
        """The values of one line.

        :param partner: the contact
        :param user: its portal user
        :param area: the ``portal.area``
        :param changed: customers whose permissions staff have changed since
        :param count: number of the area's documents, None where it cannot be told
        :rtype: dict
        """
        reason = self._get_reason(partner, area, changed)
        access = {"on": "on", "not_installed": "missing"}.get(reason, "off")
        return {
            "partner_id": partner.id,
            "user_id": user.id,
            "area_id": area.id,
            "is_installed": area.is_installed,
            "access": access,
            "reason": reason,
            "document_count": count or 0,
            "is_counted": count is not None,
        }

    @api.model
    def _get_reason(self, partner, area, changed):
        """Why an area is on or off for a contact: a value of ``reason``.

        :rtype: str
        """
        customer = partner.commercial_partner_id
        on_customer = area in customer.portal_off_area_ids
        on_contact = partner != customer and area in partner.portal_off_area_ids
        if not area.is_installed:
            return "not_installed"
        if on_customer and on_contact:
            return "both"
        if on_contact:
            return "contact"
        if on_customer:
            default = area.off_by_default and customer not in changed
            return "default" if default else "customer"
        return "on"

    def action_open_documents(self):
        """List the line's documents, those that staff themselves may read.

        :return: an action on the area's model
        :rtype: dict
        :raise AccessError: staff may not read that model
        :raise UserError: the line is of no area whose documents can be listed
        """
        self.ensure_one()
        self.check_access("read")
        documents = self.area_id and self.area_id._get_documents(self.sudo().user_id)
        if not documents:
            raise UserError(
                self.env._(
                    "This line has no list of documents for %(contact)s. Choose a "
                    "portal area that shows a number of documents.",
                    contact=self.partner_id.display_name,
                )
            )
        model, domain = documents
        readable = self.env[model._name].search(
            Domain("id", "in", model._search(domain))
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.area_id.name,
            "res_model": model._name,
            "view_mode": "list,form",
            "domain": [("id", "in", readable.ids)],
        }
