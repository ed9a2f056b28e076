from odoo import models


class ProjectTask(models.Model):
    """Tasks in the portal, without hours where timesheets are switched off."""

    _inherit = "project.task"

    def _get_portal_total_hours_dict(self):
        """No sum of hours above the list of tasks where timesheets are off."""
        if not self.env["account.analytic.line"]._show_portal_timesheets():
            return {}
        return super()._get_portal_total_hours_dict()
