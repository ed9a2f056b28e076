from odoo import fields, models


class CustomerPolicyMixin(models.AbstractModel):
    """Policies: what document links do once their area is off."""

    _inherit = "customer.policy.mixin"

    portal_document_link_policy = fields.Selection(
        related="company_id.portal_document_link_policy", readonly=False, required=True
    )
