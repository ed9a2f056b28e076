from odoo import api, fields, models
from odoo.fields import Command


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

    @api.model
    def _default_portal_off_area_ids(self):
        """Areas switched off for new customers; a contact follows its customer."""
        if self.env.context.get("default_parent_id"):
            return self.env["portal.area"]
        return self.env["portal.area"].sudo().search([("off_by_default", "=", True)])

    @api.depends("portal_off_area_ids", "parent_id", "parent_id.portal_off_area_ids")
    def _compute_portal_area_ids(self):
        areas = self.env["portal.area"].search([("active", "=", True)])
        for partner in self:
            partner.portal_area_ids = areas - partner._get_effective_off_areas()

    def _inverse_portal_area_ids(self):
        areas = self.env["portal.area"].search([("active", "=", True)])
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
            partner.portal_off_area_ids = (off - inherited) | (own & inherited)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("parent_id") and "portal_area_ids" not in vals:
                vals.setdefault("portal_off_area_ids", [Command.clear()])
        return super().create(vals_list)

    def _get_effective_off_areas(self):
        """Areas off for this contact: its own and its customer's, together.

        :rtype: portal.area (sudo)
        """
        self.ensure_one()
        partner_sudo = self.sudo()
        off_areas = (
            partner_sudo | partner_sudo.commercial_partner_id
        ).portal_off_area_ids
        return off_areas._origin  # on a form, they are copies
