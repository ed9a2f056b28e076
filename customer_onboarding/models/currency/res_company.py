from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ResCompany(models.Model):
    """The currency of new customers, and of those without one of their own."""

    _inherit = "res.company"

    customer_currency_id = fields.Many2one(
        "res.currency",
        string="Currency of New Customers",
        help="New customers start with this currency unless their group has one. "
        "Empty: the company's currency. Existing customers keep theirs.",
    )

    customer_currency_policy = fields.Selection(
        [
            ("company", "The company's currency"),
            ("pricelist", "The currency of their country's pricelist"),
        ],
        string="Customers without a Currency",
        default="company",
        required=True,
        help="Currency of quotations for customers that have no currency of their "
        "own. If it follows a pricelist, a change of the customer's country can "
        "change it. A pricelist chosen on the customer is always used.",
    )

    @api.constrains("customer_currency_id")
    def _check_customer_currency_is_active(self):
        self.customer_currency_id._check_active_for_customers()

    def _init_column(self, column_name):
        """Let the installation change nothing for companies that sell by pricelists.

        Companies with pricelists in other currencies keep the currencies of these.
        """
        if column_name == "customer_currency_policy":
            self.env.cr.execute(
                """
                UPDATE res_company SET customer_currency_policy = 'pricelist'
                WHERE EXISTS (
                    SELECT FROM product_pricelist
                    WHERE product_pricelist.active
                    AND product_pricelist.currency_id != res_company.currency_id
                    AND (product_pricelist.company_id = res_company.id
                         OR product_pricelist.company_id IS NULL))
                """
            )
        return super()._init_column(column_name)

    def write(self, vals):
        """Refuse another currency while customers without one have transactions.

        Such customers have the company's currency. Odoo refuses the change only from
        the first journal item on, not for quotations.

        :raise UserError: such a customer has transactions
        """
        if "currency_id" in vals:
            for company in self:
                if company.currency_id.id != vals["currency_id"]:
                    company._check_customers_without_currency()
        return super().write(vals)

    def _activate_or_create_pricelists(self):
        """See to pricelists in the customers' currencies when they are switched on."""
        result = super()._activate_or_create_pricelists()
        if self.env.context.get("disable_company_pricelist_creation") or not self.env[
            "res.groups"
        ]._is_feature_enabled("product.group_product_pricelist"):
            return result
        for company in self or self._get_all_sudo():
            partners_sudo = self.env["res.partner"].sudo().with_company(company)
            currencies = partners_sudo.with_context(active_test=False)._read_group(
                [("property_sale_currency_id", "!=", False)],
                ["property_sale_currency_id"],
            )
            for [currency] in currencies:
                partners_sudo.env["product.pricelist"]._restore_in_currency(currency)
        return result

    @api.model
    def _get_all_sudo(self):
        """All companies, because a currency is locked in those of other users, too.

        :rtype: res.company (sudo)
        """
        return self.sudo().search(Domain.TRUE)

    def _check_customers_without_currency(self):
        """Refuse if a customer without a currency of its own has a transaction here.

        :raise UserError: naming the customer and the document
        """
        self.ensure_one()
        partners_sudo = self.env["res.partner"].sudo().with_company(self)
        customer_ids = set()
        for model_name in partners_sudo._get_transaction_models():
            model = partners_sudo.env[model_name].with_context(active_test=False)
            found = model._read_group(
                model._get_customer_transaction_domain()
                & Domain("company_id", "=", self.id)
                & Domain(
                    "partner_id.commercial_partner_id.property_sale_currency_id",
                    "=",
                    False,
                ),
                ["partner_id"],
                limit=1,
            )
            customer_ids.update(partner.commercial_partner_id.id for [partner] in found)
        for customer in partners_sudo.browse(customer_ids):
            if reason := customer._get_currency_lock_reason():
                raise UserError(reason)
