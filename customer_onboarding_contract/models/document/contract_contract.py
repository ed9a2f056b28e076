from odoo import models


class ContractContract(models.Model):
    """Contracts print in the language the settings choose, and address invoices."""

    _name = "contract.contract"
    _inherit = ["contract.contract", "customer.document.mixin"]

    def _prepare_invoice(self, date_invoice, journal=None):
        """Hand the contract's invoice address over, also where it is the company's."""
        vals = super()._prepare_invoice(date_invoice, journal=journal)
        if self.contract_type == "sale":
            vals = vals | {"partner_invoice_id": self.invoice_partner_id.id}
        return vals

    def _is_customer_document(self):
        """Contracts with vendors are not what the company's setting is about."""
        return self.contract_type == "sale"

    def _get_document_lines(self):
        """The lines that are printed."""
        return self.contract_line_ids


class ContractLine(models.Model):
    """Lines print their product's text in the contract's language."""

    _name = "contract.line"
    _inherit = ["contract.line", "customer.document.line.mixin"]

    def _get_product_texts(self):
        """The product's texts as the contract app writes them."""
        if not self.product_id or self.display_type:
            return []
        return [
            self.product_id.get_product_multiline_description_sale(),
            self.product_id.display_name,
        ]
