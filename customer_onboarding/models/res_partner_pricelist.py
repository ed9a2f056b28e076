from odoo import api, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """Customer currency: the customer's pricelist is in it."""

    _inherit = "res.partner"

    @api.depends("property_sale_currency_id")
    def _compute_product_pricelist(self):
        return super()._compute_product_pricelist()

    @api.constrains("property_sale_currency_id", "specific_property_product_pricelist")
    def _check_pricelist_currency(self):
        """Refuse a pricelist of the customer's own in another currency than its own.

        :raise ValidationError: saying what to do
        """
        for partner in self:
            customer = partner.sudo().commercial_partner_id
            currency = customer.property_sale_currency_id
            pricelist = partner.sudo().specific_property_product_pricelist
            if currency and pricelist and pricelist.currency_id != currency:
                raise ValidationError(
                    self.env._(
                        "The pricelist %(pricelist)s is in %(pricelist_currency)s, and "
                        "the currency of %(customer)s is %(currency)s: choose a "
                        "pricelist in %(currency)s, or none, for the customer to get "
                        "the one of its currency.",
                        pricelist=pricelist.name,
                        pricelist_currency=pricelist.currency_id.name,
                        customer=customer.display_name,
                        currency=currency.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        partners._ensure_currency_pricelist()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if "property_sale_currency_id" in vals:
            self._ensure_currency_pricelist()
        return result

    def _ensure_currency_pricelist(self):
        """See that there is a pricelist in the currency of each of these customers."""
        for customer in self.sudo().commercial_partner_id:
            self.env["product.pricelist"]._ensure_in_currency(
                customer.property_sale_currency_id, customer.country_id
            )
