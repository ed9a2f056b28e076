from odoo.addons.payment.controllers.portal import PaymentPortal
from odoo.http import request, route


class OnboardingPaymentPortal(PaymentPortal):
    """Payment links of invoices whose portal area is switched off."""

    @route()
    def payment_pay(self, *args, invoice_id=None, **kwargs):
        """Refuse payment links of an invoice whose document link is refused.

        Such a link carries a signature of its own instead of the invoice's token:
        *Rotate Links* does not end it, the company's policy does. The links that
        Odoo 19 itself makes lead to the invoice's page, with its token.
        """
        invoice = request.env["account.move"].browse(self._cast_as_int(invoice_id))
        if invoice.sudo().exists() and (area := invoice._get_refusing_portal_area()):
            request.portal_area_off_sudo = area
            return request.redirect("/my")
        return super().payment_pay(*args, invoice_id=invoice_id, **kwargs)
