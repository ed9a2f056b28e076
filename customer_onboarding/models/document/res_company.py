from odoo import fields, models
from odoo.tools.misc import get_lang


class ResCompany(models.Model):
    """Which language staff print in, by default."""

    _inherit = "res.company"

    customer_document_lang = fields.Selection(
        [("company", "The system's language"), ("customer", "The customer's language")],
        string="Language of Printed Customer Documents",
        default="company",
        prefetch="customer_onboarding",
        required=True,
        help="Language of the customer documents that staff print. Documents that are "
        "sent to the customer or downloaded in the portal are always in the "
        "customer's language.",
    )

    def _get_system_lang(self):
        """Language of the company's own contact, else the database's.

        :rtype: str
        """
        self.ensure_one()
        # without the context's language, because that is of the user who prints
        env = self.with_context(lang=False).env
        return get_lang(env, self.sudo().partner_id.lang).code
