from odoo import api, models
from odoo.fields import Domain


class AccountPayment(models.Model):
    """Payments of customers lock their currency."""

    _name = "account.payment"
    _inherit = ["account.payment", "customer.transaction.mixin"]

    # finds a customer's payments without looking at those of others
    _customer_transaction_idx = models.Index(
        "(partner_id, company_id, id) WHERE partner_type = 'customer' "
        "AND state NOT IN ('canceled', 'rejected')"
    )

    @api.model
    def _get_customer_transaction_domain(self):
        """Count payments of customers that are neither cancelled nor rejected."""
        return (
            super()._get_customer_transaction_domain()
            & Domain("partner_type", "=", "customer")
            & Domain("state", "not in", ("canceled", "rejected"))
        )

    @api.model
    def _get_customer_transaction_triggers(self):
        """A payment of a vendor can become one of a customer."""
        return super()._get_customer_transaction_triggers() | {"partner_type"}

    def _get_automatic_currency(self, partner):
        """The currency of the journal, if it has one, else that of the customer.

        A payment is of money that has come in: it is never converted. One in the
        currency its customer had before is refused, not brought back.
        """
        self.ensure_one()
        return self.journal_id.currency_id or super()._get_automatic_currency(partner)
