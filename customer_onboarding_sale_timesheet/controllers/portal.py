from odoo.addons.customer_onboarding_timesheet.controllers.portal import (
    OnboardingTimesheetPortal,
)
from odoo.addons.sale_timesheet.controllers.portal import SaleTimesheetCustomerPortal


class OnboardingSaleTimesheetPortal(
    OnboardingTimesheetPortal, SaleTimesheetCustomerPortal
):
    """Ask about the orders and invoices that sales add to the list of timesheets, too.

    The order of the classes does it: ours decides on what the other one adds.
    """

    def _get_asked_paths(self):
        return super()._get_asked_paths() | {
            "so": "so_line",
            "invoice": "timesheet_invoice_id",
        }

    def _get_default_groupby(self):
        return "so_line"
