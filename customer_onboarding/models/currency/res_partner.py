from odoo import api, fields, models


class ResPartner(models.Model):
    """Customer currency: what it is, and how contacts follow their customer."""

    _inherit = "res.partner"

    property_sale_currency_id = fields.Many2one(
        "res.currency",
        string="Customer Currency",
        company_dependent=True,
        tracking=True,
        groups="base.group_user",
        help="Currency of this customer's new invoices and quotations; empty means "
        "the company's. It can no longer be changed once the customer has "
        "transactions.",
    )
    # of the form only: tells a currency chosen by hand while groups are being chosen
    automatic_sale_currency_id = fields.Many2one(
        "res.currency", "Automatic Currency", store=False, groups="base.group_user"
    )

    @api.onchange("customer_group_ids")
    def _onchange_customer_group_currency(self):
        """Show on the form what a new customer starts with, unless one is chosen.

        The form sends what it shows, so that ``create`` cannot tell an empty currency
        from one that was left to the group.
        """
        if self._origin or self.parent_id:
            return
        automatic = self._get_starting_currency()
        if self.property_sale_currency_id == self.automatic_sale_currency_id:
            self.property_sale_currency_id = automatic
        self.automatic_sale_currency_id = automatic

    @api.model_create_multi
    def create(self, vals_list):
        """Start new customers in the currency of their group, else of the settings."""
        partners = super().create(vals_list)
        for partner, vals in zip(partners, vals_list, strict=True):
            if "property_sale_currency_id" in vals or partner.parent_id:
                continue
            partner_sudo = partner.sudo()
            if currency := partner_sudo._get_starting_currency():
                partner_sudo.property_sale_currency_id = currency
        return partners

    @api.model
    def _commercial_fields(self):
        return [*super()._commercial_fields(), "property_sale_currency_id"]

    def _commercial_sync_from_company(self):
        """Take over that the customer has no currency of its own, too.

        Stock copies only what is set: the contact would go on with what it had, and
        bring it back when it leaves the customer.
        """
        result = super()._commercial_sync_from_company()
        customer = self.commercial_partner_id
        if self.property_sale_currency_id and not customer.property_sale_currency_id:
            self.property_sale_currency_id = False
        return result

    def _get_starting_currency(self):
        """The currency a new customer gets of its group, else of the settings.

        :rtype: res.currency (empty for the company's)
        """
        self.ensure_one()
        return (
            self.customer_group_ids.sale_currency_id[:1]
            or self.env.company.customer_currency_id
        )

    def _get_customer_currency(self):
        """The currency of this customer's new documents in the current company.

        :rtype: res.currency
        """
        self.ensure_one()
        customer_sudo = self.sudo().commercial_partner_id
        return (
            customer_sudo.property_sale_currency_id or self.env.company.currency_id
        ).sudo(False)

    def _get_shared_customer_currency(self):
        """The currency that all of these partners have in the current company.

        :rtype: res.currency (empty when they have different ones)
        """
        currencies = self.env["res.currency"]
        for partner in self:
            currencies |= partner._get_customer_currency()
        return currencies if len(currencies) == 1 else currencies.browse()
