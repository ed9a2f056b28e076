from odoo import api, models
from odoo.fields import Domain


class AccountMove(models.Model):
    """Invoices, credit notes and receipts take, and lock, their customer's currency."""

    _name = "account.move"
    _inherit = ["account.move", "customer.transaction.mixin"]

    # finds a customer's documents without looking at those of others
    _customer_transaction_idx = models.Index(
        "(partner_id, company_id) WHERE state != 'cancel' "
        "AND move_type IN ('out_invoice', 'out_refund', 'out_receipt')"
    )

    @api.model
    def _get_customer_transaction_domain(self):
        sale_types = self.get_sale_types(include_receipts=True)
        return (
            super()._get_customer_transaction_domain()
            & Domain("move_type", "in", sale_types)
            & Domain("state", "!=", "cancel")
        )

    @api.model
    def _get_customer_transaction_triggers(self):
        return super()._get_customer_transaction_triggers() | {"move_type", "journal_id"}

    def _compute_currency_id(self):
        """Start a new customer document in the customer's currency.

        A currency given with the document, its journal's or its bank statement
        line's stays.
        """
        new = self.filtered(lambda move: not move.currency_id)
        result = super()._compute_currency_id()
        for move in new:
            move._apply_customer_currency()
        return result

    @api.onchange("partner_id")
    def _onchange_partner_id_customer_currency(self):
        self._apply_customer_currency()

    def _apply_customer_currency(self):
        """Put a draft customer document in the currency of its customer."""
        self.ensure_one()
        if (
            self.partner_id
            and self.state == "draft"
            and self.is_sale_document(include_receipts=True)
            and not self.journal_id.currency_id
            and not self.reversed_entry_id
        ):
            customer = self.partner_id.with_company(self.company_id)
            self.currency_id = customer._get_customer_currency()
