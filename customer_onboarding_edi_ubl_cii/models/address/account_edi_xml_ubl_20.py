from odoo import models


class AccountEdiXmlUbl20(models.AbstractModel):
    """UBL files, whatever their country's format, name the printed billing address."""

    _inherit = "account.edi.xml.ubl_20"

    def _add_invoice_config_vals(self, vals):
        """Send the invoice to the address that its sheet prints.

        Odoo takes the invoice's partner. The legal entity and its tax number are
        those of the commercial partner, which is the same one for both.
        """
        result = super()._add_invoice_config_vals(vals)
        invoice = vals["invoice"]
        if not invoice.is_purchase_document():
            vals["customer"] = invoice._get_print_address()
        return result
