from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

BOX = [("yes", "Yes"), ("no", "No")]


class CustomerGroup(models.Model):
    """What new customers of a group start with.

    The values are copied when a customer is created, and never pushed later. Where two
    groups of a customer disagree, the first in the list of groups wins; portal areas
    that any of them switches off are off. Pricelist, payment terms and fiscal position
    belong to a company, as they do on the customer.
    """

    _inherit = "customer.group"

    off_area_ids = fields.Many2many(
        "portal.area",
        "customer_group_portal_off_area_rel",
        "group_id",
        "area_id",
        string="Portal Areas Switched Off",
        help="New customers of this group start without these areas, and without those "
        "that are off for all new customers.",
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(), string="Language"
    )
    user_id = fields.Many2one(
        "res.users", "Salesperson", domain="[('share', '=', False)]"
    )
    property_pricelist_id = fields.Many2one(
        "product.pricelist",
        "Pricelist",
        company_dependent=True,
        check_company=True,
        domain="[('company_id', 'in', (False, current_company_id))]",
    )
    property_payment_term_id = fields.Many2one(
        "account.payment.term",
        "Payment Terms",
        company_dependent=True,
        check_company=True,
        domain="[('company_id', 'in', (False, current_company_id))]",
    )
    property_fiscal_position_id = fields.Many2one(
        "account.fiscal.position",
        "Fiscal Position",
        company_dependent=True,
        check_company=True,
        domain="[('company_id', '=', current_company_id)]",
    )
    grant_portal_access = fields.Selection(
        BOX,
        help="How the box starts on the form of a new customer. Empty: as the settings "
        "say.",
    )
    send_welcome_mail = fields.Selection(
        BOX,
        help="How the box starts on the form of a new customer. Empty: as the settings "
        "say.",
    )

    @api.constrains("property_pricelist_id", "sale_currency_id")
    def _check_pricelist_currency(self):
        """Refuse a pricelist in another currency than the group's.

        :raise ValidationError: saying what to do
        """
        for group in self:
            currency = group.property_pricelist_id.currency_id
            if currency and currency != group.sale_currency_id:
                raise ValidationError(
                    self.env._(
                        "The pricelist %(pricelist)s is in %(currency)s. Choose "
                        "%(currency)s as the currency of the group %(group)s, too.",
                        pricelist=group.property_pricelist_id.name,
                        currency=currency.name,
                        group=group.name,
                    )
                )

    @api.onchange("property_pricelist_id")
    def _onchange_pricelist_currency(self):
        if self.property_pricelist_id:
            self.sale_currency_id = self.property_pricelist_id.currency_id

    @api.model
    def _get_profile_fields(self):
        """Hook: the fields of a group, and the fields of its new customers they fill.

        The currency is filled by the room of currencies: without a group's, it is that
        of the settings.

        :return: ``{field of customer.group: field of res.partner}``
        :rtype: dict[str, str]
        """
        return {
            "lang": "lang",
            "user_id": "user_id",
            "property_pricelist_id": "property_product_pricelist",
            "property_payment_term_id": "property_payment_term_id",
            "property_fiscal_position_id": "property_account_position_id",
        }

    def _get_profile(self):
        """What a new customer of these groups starts with, in the current company.

        :return: ``{field of res.partner: (value, group)}``: the value as ``create``
            takes it, and the ``customer.group`` it comes from
        :rtype: dict
        """
        profile = {}
        currency = self._get_first("sale_currency_id").sale_currency_id
        for name, partner_field in self._get_profile_fields().items():
            group = self._get_first(name)
            value = group[name]
            if name == "property_pricelist_id" and value.currency_id != currency:
                continue  # of a group whose currency gives way to another one's
            if value:
                field = self._fields[name]
                profile[partner_field] = field.convert_to_write(value, group), group
        return profile

    def _get_first(self, name):
        """The first of these groups, in the order of their list, that says something.

        :param str name: a field of ``customer.group``
        :rtype: customer.group (sudo; empty if none does)
        """
        if not self:
            return self.sudo()
        # sudo: who takes on customers need not be allowed to read pricelists
        saying = self.sudo().filtered(lambda group: group.active and group[name])
        return saying.sorted(
            lambda group: (group.sequence, group.name, group._origin.id)
        )[:1]

    def _get_off_areas(self):
        """Areas that are off for new customers of any of these groups.

        :rtype: portal.area
        """
        return self.sudo().filtered("active").off_area_ids.sudo(self.env.su)

    def _add_profile(self, vals):
        """Complete the values of a new customer of these groups with what they say.

        :param dict vals: for ``create``; changed in place, what is given stays
        """
        for name, (value, __) in self._get_profile().items():
            if name == "property_product_pricelist" and (
                vals.get("property_sale_currency_id")
                or vals.get("specific_property_product_pricelist")
            ):
                continue  # the currency that was chosen brings its own
            vals.setdefault(name, value)
        given = {"portal_off_area_ids", "portal_area_ids"}
        if (off := self._get_off_areas()) and given.isdisjoint(vals):
            off |= self.env["res.partner"]._default_portal_off_area_ids()
            vals["portal_off_area_ids"] = [Command.set(off.ids)]
