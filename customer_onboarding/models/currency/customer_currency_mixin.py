from odoo import models


class CustomerCurrencyMixin(models.AbstractModel):
    """A draft that is converted when it gets a customer with another currency.

    Prices that came from products are computed anew; those that somebody typed are
    left as they are, and that is told, on the form or in the chatter.
    """

    _name = "customer.currency.mixin"
    _description = "Document in the Customer's Currency"

    def _prepare_typed_prices_warning(self, lines, currency):
        """The warning of an onchange that names prices typed by hand.

        :param lines: the lines with typed prices; without any there is no warning
        :param currency: the currency these were typed in
        :rtype: dict | None
        """
        if not lines:
            return None
        return {
            "warning": {
                "title": self.env._("The currency has changed"),
                "message": self._prepare_typed_prices_message(lines, currency),
            }
        }

    def _note_typed_prices(self, lines, currency):
        """Name prices typed by hand in the chatter, where no form could warn.

        :param lines: the lines with typed prices; without any nothing is posted
        :param currency: the currency these were typed in
        """
        if lines:
            self.message_post(body=self._prepare_typed_prices_message(lines, currency))

    def _prepare_typed_prices_message(self, lines, currency):
        """The sentence that names the lines with prices typed by hand.

        :param lines: the lines with typed prices
        :param currency: the currency these were typed in
        :rtype: str
        """
        return self.env._(
            "The document is now in %(new)s. These prices were typed manually in "
            "%(old)s and did not change. Check them: %(lines)s.",
            new=self.currency_id.name,
            old=currency.name,
            lines=", ".join(line.name or line.product_id.name or "-" for line in lines),
        )
