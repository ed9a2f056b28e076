from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings: currencies of new customers, and of those without one."""

    _inherit = "res.config.settings"

    customer_currency_id = fields.Many2one(
        related="company_id.customer_currency_id", readonly=False
    )
    customer_currency_policy = fields.Selection(
        related="company_id.customer_currency_policy", readonly=False, required=True
    )
