from odoo import models
from odoo.tools import is_html_empty
from odoo.tools.translate import get_translation


class SaleOrder(models.Model):
    """Quotations and orders print in the language the settings choose."""

    _name = "sale.order"
    _inherit = ["sale.order", "customer.document.mixin"]

    def _get_lang(self):
        """Write new lines in the language that the customer's documents have."""
        partner = self.partner_id
        if partner.is_public or not partner.commercial_partner_id.lang:
            return super()._get_lang()
        return self._get_customer_lang()

    def _is_draft_document(self):
        """The lines of quotations may be rewritten."""
        return self.state in ("draft", "sent")

    def _get_document_lines(self):
        """The lines as they are printed."""
        return self._get_order_lines_to_report()

    def _get_stored_terms(self):
        """The terms that stand on the order."""
        return self.note

    def _get_company_terms(self):
        """The terms as ``_compute_note`` writes them, in this language."""
        company = self.with_company(self.company_id).env.company
        if self.terms_type == "html" and company.invoice_terms_html:
            # as html_keep_url() makes it a link, whose words are its address
            url = f"{self.with_company(company)._get_note_url()}/terms"
            return get_translation(
                "sale", self.env.lang or "en_US", "Terms & Conditions: %s", (url,)
            )
        terms = company.invoice_terms
        return False if is_html_empty(terms) else terms


class SaleOrderLine(models.Model):
    """Lines of an order print their product's text in the order's language."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "customer.document.line.mixin"]

    def _get_product_texts(self):
        """The product's texts as Odoo writes them on orders."""
        if self.is_downpayment and not self.product_id:
            return [self._get_downpayment_description()]
        if not self.product_id or self.display_type:
            return []
        return [
            self._get_sale_order_line_multiline_description_sale(),
            self.product_id.get_product_multiline_description_sale(),
            self.product_id.display_name,
        ]

    def _get_order_texts(self):
        """The longest text of this line's product, for the lines of its invoices.

        :return: one text, empty where there is no line or product
        :rtype: list[str]
        """
        return [*self._get_product_texts()[:1], ""][:1] if self else [""]
