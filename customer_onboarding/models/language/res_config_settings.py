from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings: the lock on languages."""

    _inherit = "res.config.settings"

    customer_language_lock = fields.Boolean(
        related="company_id.customer_language_lock", readonly=False
    )
