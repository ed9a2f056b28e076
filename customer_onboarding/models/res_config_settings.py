from odoo import fields, models


class ResConfigSettings(models.TransientModel):  # pylint: disable=C8113
    """Odoo's Settings, with the policies for customers."""

    _name = "res.config.settings"
    _inherit = ["res.config.settings", "customer.policy.mixin"]

    # no policy of the other form: to install an addon takes a system administrator
    module_report_pdf_fast = fields.Boolean("Print Documents Faster")

    def set_values(self):
        """Write the policies, too, when Odoo writes the settings.

        For system administrators, because Odoo's Settings are.
        """
        result = super().set_values()
        self._set_policies()
        return result
