from odoo import api, fields, models
from odoo.fields import Domain


class SaleOrder(models.Model):
    """Quotations and orders take, and lock, the currency of their customer."""

    _name = "sale.order"
    _inherit = [
        "sale.order",
        "customer.transaction.mixin",
        "customer.currency.mixin",
    ]

    _customer_transaction_idx = models.Index(
        "(partner_id, company_id, id) WHERE state != 'cancel' OR state IS NULL"
    )

    # of the form only: the currency its prices are in while a customer is chosen
    lines_currency_id = fields.Many2one("res.currency", store=False)

    @api.model
    def _get_customer_transaction_domain(self):
        """Count quotations and orders that are not cancelled."""
        return super()._get_customer_transaction_domain() & Domain(
            "state", "!=", "cancel"
        )

    @api.depends("partner_id")
    def _compute_currency_id(self):
        """Quote in the customer's currency where no pricelist decides it.

        Sent and confirmed orders keep their currency.
        """
        kept = {
            order: order.currency_id
            for order in self
            if order.state != "draft" and not order.pricelist_id and order.currency_id
        }
        result = super()._compute_currency_id()
        for order in self:
            if order in kept:
                order.currency_id = kept[order]
            elif order.partner_id and not order.pricelist_id:
                customer = order.partner_id.with_company(order.company_id)
                order.currency_id = customer._get_customer_currency()
        return result

    @api.onchange("partner_id")
    def _onchange_partner_id_customer_currency(self):
        """Convert the lines to the currency of another customer; say what is left."""
        before = (
            self.lines_currency_id
            or self._origin.currency_id
            or self.company_id.currency_id
        )
        self.lines_currency_id = self.currency_id
        if not self.partner_id or self.state != "draft" or before == self.currency_id:
            return None
        lines = self.order_line.filtered("product_id")
        typed = lines.filtered(
            lambda line: (
                line.technical_price_unit != line.price_unit
                or (line._origin and not line._origin._has_price_of_product())
            )
        )
        self._convert_to_customer_currency(typed)
        return self._prepare_typed_prices_warning(typed, before)

    def write(self, vals):
        """Convert the lines of quotations that get a customer in another currency."""
        if "partner_id" not in vals or "order_line" in vals:
            return super().write(vals)
        before = {
            order: (order.currency_id, order._get_lines_with_typed_prices())
            for order in self
            if order.state == "draft" and order.order_line
        }
        result = super().write(vals)
        for order, (currency, typed) in before.items():
            if order.currency_id != currency:
                order._convert_to_customer_currency(typed)
                order._note_typed_prices(typed, currency)
        return result

    def _adopt_customer_currency(self, former, had=None):
        """Give this quotation today's pricelist of its customer, and its prices.

        :param res.currency former: the currency that its prices are in
        """
        if self.state != "draft":
            return False
        if self.currency_id != former:
            # Odoo copies prices, and computes the currency anew
            self.currency_id = former
        typed = self._get_lines_with_typed_prices()
        self._compute_pricelist_id()
        self._compute_currency_id()
        if self.currency_id == former:
            return False
        self._convert_to_customer_currency(typed)
        self._note_typed_prices(typed, former)
        return True

    def _get_lines_with_typed_prices(self):
        """The lines of a product whose price somebody typed.

        :rtype: sale.order.line
        """
        return self.order_line.filtered(
            lambda line: line.product_id and not line._has_price_of_product()
        )

    def _convert_to_customer_currency(self, typed):
        """Compute the prices that came from products anew, in the order's currency.

        :param typed: the lines with prices typed by hand, which stay as they are
        """
        self.ensure_one()
        lines = self.order_line.filtered("product_id") - typed
        lines.with_context(force_price_recomputation=True)._compute_price_unit()


class SaleOrderLine(models.Model):
    """Lines know whether their price is the product's or was typed."""

    _inherit = "sale.order.line"

    def _has_price_of_product(self):
        """Whether the unit price is what the product and the pricelist make it.

        Odoo's own mark of typed prices (``technical_price_unit``) is not set on
        lines that are created by RPC or import.

        :rtype: bool
        """
        self.ensure_one()
        line = self.with_company(self.company_id)
        taxes = line.product_id.taxes_id
        price = line.product_id._get_tax_included_unit_price_from_price(
            line._get_display_price(),
            product_taxes=taxes._filter_taxes_by_company(line.company_id),
            fiscal_position=line.order_id.fiscal_position_id,
        )
        return not line.currency_id.compare_amounts(price, line.price_unit)
