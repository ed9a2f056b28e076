from odoo import api, models
from odoo.exceptions import ValidationError


class IrDefault(models.Model):
    """No default may change the currency of existing customers."""

    _inherit = "ir.default"

    @api.constrains("field_id", "user_id")
    def _check_customer_currency(self):
        """Refuse a default that would be the currency of all existing customers.

        The value of a company-dependent field falls back on its default, for
        customers with transactions as well.

        :raise ValidationError: the default is one of the customer currency
        """
        for default in self:
            if (
                default.field_id.model == "res.partner"
                and default.field_id.name == "property_sale_currency_id"
                and not default.user_id
            ):
                raise ValidationError(
                    self.env._(
                        "The customer currency cannot have a default for all users "
                        "because it would change the currency of existing customers. "
                        "Choose the currency of new customers in the settings or on "
                        "their group."
                    )
                )
