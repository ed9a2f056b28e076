from odoo.addons.customer_onboarding_project.controllers.portal import (
    OnboardingProjectPortal,
)
from odoo.addons.sale_project.controllers.portal import SaleProjectCustomerPortal


class OnboardingSaleProjectPortal(OnboardingProjectPortal, SaleProjectCustomerPortal):
    """Ask about the orders and invoices that sales add to task lists, too.

    The order of the classes does it: ours decides on what the other one adds.
    """

    def _task_get_asked_paths(self):
        return super()._task_get_asked_paths() | {
            "sale_order": "sale_line_id",
            "invoice": "sale_order_id.invoice_ids",
        }
