from odoo import api, models
from odoo.fields import Domain


class AccountAnalyticLine(models.Model):
    """Timesheets in the portal, without those of a switched-off area."""

    _inherit = "account.analytic.line"

    @api.model
    def _timesheet_get_portal_domain(self):
        """Leave out the timesheets of a switched-off area.

        Portal pages read timesheets as superuser, with this domain alone between
        them and everybody's hours: the list, the task page, reports and counters.
        """
        hidden = self.env.user._get_portal_hidden_domain(self._name)
        return Domain.AND([super()._timesheet_get_portal_domain(), ~hidden])

    @api.model
    def _show_portal_timesheets(self):
        """Hours and progress of tasks are not shown where timesheets are off."""
        user = self.env.user._get_asking_user()
        return super()._show_portal_timesheets() and not user._is_portal_area_off(
            "timesheets"
        )
