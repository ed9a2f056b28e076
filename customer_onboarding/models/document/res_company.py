from odoo import fields, models
from odoo.tools.misc import get_lang


class ResCompany(models.Model):
    """The policies of customer onboarding, set in Settings."""

    _inherit = "res.company"

    customer_document_lang = fields.Selection(
        [("company", "The system's language"), ("customer", "The customer's language")],
        string="Language of Printed Customer Documents",
        default="company",
        required=True,
        help="Language of the customer documents that staff print. What is sent to "
        "the customer or downloaded in the portal is always in the customer's.",
    )
    customer_grant_access_default = fields.Boolean(
        "Grant Portal Access to New Customers",
        help="The box Grant portal access is ticked on the form of a new customer.",
    )
    customer_send_welcome_default = fields.Boolean(
        "Send Welcome Mail to New Customers",
        help="The box Send welcome mail is ticked on the form of a new customer.",
    )
    customer_language_lock = fields.Boolean(
        "Lock the Language of Customers",
        default=True,
        help="The first transaction of a customer locks its language: neither staff "
        "nor the customer in the portal changes it by accident. Staff unlock it with "
        "the padlock beside it.",
    )
    portal_document_link_policy = fields.Selection(
        [
            ("keep", "Keep working"),
            ("refuse_signed_in", "Are refused while signed in as that customer"),
            ("refuse", "Are refused"),
        ],
        string="Document Links of Switched-Off Areas",
        default="keep",
        required=True,
        help="What a link to a document does (in a mail, with its own token) once "
        "the customer's portal area is switched off. Staff sent it on purpose: by "
        "default, it keeps working.",
    )

    def _get_system_lang(self):
        """Language of the company's own contact, else the database's.

        :rtype: str
        """
        self.ensure_one()
        # not the language of whoever prints
        env = self.with_context(lang=False).env
        return get_lang(env, self.sudo().partner_id.lang).code
