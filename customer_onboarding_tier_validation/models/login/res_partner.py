from odoo import models

# What Odoo writes on a contact that opens the account, and that signs in for the first
# time: the end of the link, and the time zone of the browser
WRITTEN_BY_SIGN_IN = ("signup_type", "tz")


class ResPartner(models.Model):
    """Customers sign in while colleagues decide whether to approve them."""

    _inherit = "res.partner"

    def _get_under_validation_exceptions(self):
        """Let a sign-in through: it changes nothing that anybody has to approve."""
        return [*super()._get_under_validation_exceptions(), *WRITTEN_BY_SIGN_IN]
