from odoo.addons.customer_onboarding_timesheet.controllers.portal import (
    OnboardingTimesheetPortal,
)
from odoo.addons.sale_timesheet.controllers.portal import SaleTimesheetCustomerPortal
from odoo.http import request, route


class OnboardingSaleTimesheetPortal(
    OnboardingTimesheetPortal, SaleTimesheetCustomerPortal
):
    """Ask about the orders and invoices that sales add to the list of timesheets, too.

    The order of the classes does it: ours decides on what the other one adds.
    """

    @route()
    def portal_my_timesheets(self, *args, **kw):
        """Tell the page which orders and invoices it must not name.

        Here, because the page would ask once for each of its groups.
        """
        response = super().portal_my_timesheets(*args, **kw)
        # of the groups, because they hold more than the page's own timesheets
        groups = response.qcontext.get("grouped_timesheets") or []
        timesheets_sudo = request.env["account.analytic.line"].sudo()
        timesheets_sudo = timesheets_sudo.union(*(records for records, __ in groups))
        user = request.env.user
        response.qcontext |= {
            "hidden_lines": user._filter_portal_hidden(timesheets_sudo.so_line),
            "hidden_invoices": user._filter_portal_hidden(
                timesheets_sudo.timesheet_invoice_id
            ),
        }
        return response

    def _get_asked_paths(self):
        return super()._get_asked_paths() | {
            "so": "so_line",
            "invoice": "timesheet_invoice_id",
        }

    def _get_default_groupby(self):
        return "so_line"
