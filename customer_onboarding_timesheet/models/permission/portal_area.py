from odoo import models


class PortalArea(models.Model):
    """The timesheets behind the area *Timesheets*."""

    _inherit = "portal.area"

    def _get_documents(self, user):
        """Portal pages read timesheets as superuser, with a domain of their own."""
        if self.code != "timesheets":
            return super()._get_documents(user)
        lines = self._get_portal_user_env(user)["account.analytic.line"]
        return lines.sudo(), lines._timesheet_get_portal_domain()
