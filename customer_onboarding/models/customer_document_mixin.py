from odoo import models
from odoo.tools.misc import get_lang


class CustomerDocumentMixin(models.AbstractModel):
    """A document that is printed for a customer, in one language."""

    _name = "customer.document.mixin"
    _description = "Customer Document"

    def _get_document_lang(self):
        """Language the document prints in; report templates call this.

        What goes to the customer (mail, scheduled job, portal) is in the customer's
        language always. What staff print follows the company's setting. The report
        controller says which of the two it is, see ``controllers/report.py``.

        :return: code of an active language, such as ``fr_FR``
        :rtype: str
        """
        self.ensure_one()
        company = self.company_id or self.env.company
        if (
            self._is_customer_document()
            and self.env.context.get("customer_document_staff_print")
            and company.customer_document_lang == "company"
        ):
            return company._get_system_lang()
        return self.partner_id.lang or get_lang(self.env).code

    def _is_customer_document(self):
        """Hook: whether this record goes to a customer at all.

        :rtype: bool
        """
        self.ensure_one()
        return True
