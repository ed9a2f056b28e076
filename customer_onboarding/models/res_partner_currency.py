from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ResPartner(models.Model):
    """Customer currency: applied to new documents, locked by the first one."""

    _inherit = "res.partner"

    property_sale_currency_id = fields.Many2one(
        "res.currency",
        string="Customer Currency",
        company_dependent=True,
        tracking=True,
        groups="base.group_user",
        help="Currency of this customer's new invoices; empty means the company's. "
        "It can no longer be changed once the customer has transactions.",
    )
    sale_currency_lock_reason = fields.Char(
        "Why the Currency Is Locked",
        compute="_compute_sale_currency_lock_reason",
        groups="base.group_user",
        help="Empty as long as the customer currency can be changed.",
    )

    @api.depends("property_sale_currency_id", "commercial_partner_id")
    @api.depends_context("company")
    def _compute_sale_currency_lock_reason(self):
        for partner in self:
            partner.sale_currency_lock_reason = partner._get_currency_lock_reason()

    def write(self, vals):
        if "property_sale_currency_id" in vals:
            self._check_currency_lock(vals["property_sale_currency_id"])
        return super().write(vals)

    @api.model
    def _commercial_fields(self):
        return [*super()._commercial_fields(), "property_sale_currency_id"]

    def _get_customer_currency(self):
        """The currency of this customer's new documents in the current company.

        :rtype: res.currency
        """
        self.ensure_one()
        customer_sudo = self.sudo().commercial_partner_id
        return (
            customer_sudo.property_sale_currency_id or self.env.company.currency_id
        ).sudo(False)

    def _get_transaction_domains(self):
        """What locks the currency of this customer in the current company.

        Hook: apps with documents of their own in the customer's currency add to it.

        :return: ``{model name: domain}`` of the customer's documents, not cancelled
        :rtype: dict[str, Domain]
        """
        self.ensure_one()
        customer = self.commercial_partner_id
        of_customer = Domain("company_id", "=", self.env.company.id) & Domain(
            "partner_id", "child_of", customer.id
        )
        sale_types = self.env["account.move"].get_sale_types(include_receipts=True)
        return {
            "account.move": Domain("commercial_partner_id", "=", customer.id)
            & Domain("company_id", "=", self.env.company.id)
            & Domain("move_type", "in", sale_types)
            & Domain("state", "!=", "cancel"),
            "sale.order": of_customer & Domain("state", "!=", "cancel"),
            "account.payment": of_customer
            & Domain("partner_type", "=", "customer")
            & Domain("state", "not in", ("canceled", "rejected")),
        }

    def _get_currency_lock_reason(self):
        """Why the customer currency cannot be changed in the current company.

        The one place that answers "is this customer's currency locked?".

        :return: a sentence naming the customer and a document, or False
        :rtype: str | bool
        """
        self.ensure_one()
        customer = self.commercial_partner_id
        if not customer.id:
            return False
        for model_name, domain in customer._get_transaction_domains().items():
            # what the staff member may not see locks the currency all the same
            document = self.env[model_name].sudo().search(domain, limit=1)
            if document:
                return self.env._(
                    "The currency of %(customer)s can no longer be changed: "
                    "%(document)s is in %(currency)s. Cancel or delete the "
                    "customer's documents first, or create a second customer for "
                    "the other currency.",
                    customer=customer.display_name,
                    document=document.display_name,
                    currency=document.currency_id.name,
                )
        return False

    def _check_currency_lock(self, currency_id):
        """Refuse a change of currency for a customer with transactions.

        :param currency_id: id of the new currency, falsy for the company's
        :raise UserError: the customer has transactions in another currency
        """
        new_currency = (
            self.env["res.currency"].browse(currency_id or ())
            or self.env.company.currency_id
        )
        for customer in self.commercial_partner_id:
            if customer._get_customer_currency() != new_currency and (
                reason := customer._get_currency_lock_reason()
            ):
                raise UserError(reason)
