from odoo import api, fields, models
from odoo.fields import Command, Domain


class AccountMove(models.Model):
    """Invoices, credit notes and receipts take, and lock, their customer's currency."""

    _name = "account.move"
    _inherit = [
        "account.move",
        "customer.transaction.mixin",
        "customer.currency.mixin",
    ]

    # finds a customer's documents without looking at those of others
    _customer_transaction_idx = models.Index(
        "(partner_id, company_id, id) WHERE state != 'cancel' "
        "AND move_type IN ('out_invoice', 'out_refund', 'out_receipt')"
    )

    # of the form only: tells a currency chosen by hand while the customer is chosen
    automatic_currency_id = fields.Many2one("res.currency", store=False)
    # likewise: what its prices are in
    prices_currency_id = fields.Many2one("res.currency", store=False)

    @api.model
    def _get_customer_transaction_domain(self):
        """Count invoices, credit notes and receipts that are not cancelled."""
        sale_types = self.get_sale_types(include_receipts=True)
        return (
            super()._get_customer_transaction_domain()
            & Domain("move_type", "in", sale_types)
            & Domain("state", "!=", "cancel")
        )

    @api.model
    def _get_customer_transaction_triggers(self):
        """A document can become one of a customer by its type or its journal."""
        return super()._get_customer_transaction_triggers() | {
            "move_type",
            "journal_id",
        }

    def _compute_currency_id(self):
        """Start a new customer document in the customer's currency.

        A currency given with the document, its journal's or its bank statement
        line's stays. The currency of vendor bills and entries is nothing of ours:
        another addon may have decided it.
        """
        new = self.filtered(
            lambda move: (
                not move.currency_id
                and not move.reversed_entry_id
                and move.is_sale_document(include_receipts=True)
            )
        )
        result = super()._compute_currency_id()
        for move in new:
            move.currency_id = move._get_automatic_currency(move.partner_id)
        return result

    @api.onchange("partner_id")
    def _onchange_partner_id_customer_currency(self):
        """Follow the customer's currency; say which prices are left as they are."""
        former = self.automatic_currency_id or self._get_automatic_currency(
            self._origin.partner_id
        )
        # another addon may have changed the currency with the customer already
        had = self.prices_currency_id or self._origin.currency_id or self.currency_id
        self.automatic_currency_id = self._get_automatic_currency(self.partner_id)
        self.prices_currency_id = self.currency_id
        if not self._follows_customer_currency(former, had):
            return None
        prices, typed = self._get_prices_in_customer_currency(former)
        self.currency_id = self.prices_currency_id = self.automatic_currency_id
        for line, price in prices.items():
            line.price_unit = price
        return self._prepare_typed_prices_warning(typed, former)

    @api.onchange("currency_id")
    def _onchange_currency_id_prices(self):
        """Remember the currency for when the customer changes."""
        self.prices_currency_id = self.currency_id

    def write(self, vals):
        """Let drafts that get another customer follow its currency."""
        if "partner_id" not in vals or not {
            "currency_id",
            "invoice_line_ids",
        }.isdisjoint(vals):
            return super().write(vals)
        before = {
            move: (move._get_automatic_currency(move.partner_id), move.currency_id)
            for move in self
            if move.state == "draft" and move.is_sale_document(include_receipts=True)
        }
        result = super().write(vals)
        for move, (former, had) in before.items():
            move._adopt_customer_currency(former, had)
        return result

    def _adopt_customer_currency(self, former, had=None):
        """Convert this draft to the currency of its customer, with its prices.

        :param res.currency former: the currency that it would have had by itself
        :param res.currency had: the currency that it had, by default what it is in
        """
        if not self._follows_customer_currency(former, had or self.currency_id):
            return False
        prices, typed = self._get_prices_in_customer_currency(former)
        self.write(
            {
                "currency_id": self._get_automatic_currency(self.partner_id).id,
                "invoice_line_ids": [
                    Command.update(line.id, {"price_unit": price})
                    for line, price in prices.items()
                ],
            }
        )
        self._note_typed_prices(typed, former)
        return True

    def _get_automatic_currency(self, partner):
        """The currency of this document for a partner, if nobody chooses one by hand.

        :rtype: res.currency
        """
        self.ensure_one()
        company = self.company_id or self.env.company
        decided = (
            self.statement_line_id.foreign_currency_id or self.journal_id.currency_id
        )
        if decided or not partner or not self.is_sale_document(include_receipts=True):
            return decided or company.currency_id
        return partner.with_company(company)._get_customer_currency()

    def _follows_customer_currency(self, former, had):
        """Whether a draft changes its currency with its customer.

        Not if a person, an order or the invoice it reverses gave it another one. Its
        currency may be the new one already, by an addon that does not know of prices.

        :param res.currency former: the currency that it would have had by itself
        :param res.currency had: the currency that it had
        :rtype: bool
        """
        self.ensure_one()
        if (
            self.state != "draft"
            or not self.partner_id
            or not self.is_sale_document(include_receipts=True)
            or self.reversed_entry_id
            or self.invoice_line_ids.sale_line_ids
        ):
            return False
        current = self._get_automatic_currency(self.partner_id)
        return had == former != current and self.currency_id in (former | current)

    def _get_prices_in_customer_currency(self, before):
        """The unit prices in the customer's currency, at the rate of the document.

        :param before: the currency the prices are in
        :return: ``{line: price}`` of those that came from products, and the lines
            with prices that were typed by hand
        :rtype: tuple[dict, account.move.line]
        """
        currency = self._get_automatic_currency(self.partner_id)
        prices, typed = {}, self.env["account.move.line"]
        for line in self.invoice_line_ids:
            if line.display_type != "product":
                continue
            if line.product_id and not before.compare_amounts(
                line.price_unit, line._get_price_of_product(before)
            ):
                prices[line] = line._get_price_of_product(currency)
            elif not before.is_zero(line.price_unit):
                typed |= line
        return prices, typed


class AccountMoveLine(models.Model):
    """Lines know the price of their product in any currency."""

    _inherit = "account.move.line"

    def _get_price_of_product(self, currency):
        """The unit price that the product has on this document.

        :param currency: the currency to have it in, at the rate of the document's date
        :rtype: float
        """
        self.ensure_one()
        move = self.move_id
        return self.product_id._get_tax_included_unit_price(
            move.company_id,
            currency,
            move._get_invoice_currency_rate_date(),
            "sale",
            fiscal_position=move.fiscal_position_id,
            product_uom=self.product_uom_id,
        )
