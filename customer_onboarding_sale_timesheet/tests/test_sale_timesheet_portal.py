from odoo.addons.customer_onboarding.tests.common import PASSWORD, OnboardingCommon
from odoo.fields import Command
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestSaleTimesheetPortal(OnboardingCommon, HttpCase):
    """What sales add to the list of timesheets, which reads as superuser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("project.group_project_manager")
        cls.env.user.group_ids |= cls.env.ref("hr_timesheet.group_timesheet_manager")
        cls.customer = cls.make_customer()
        cls.user = cls.make_portal_user(cls.customer)
        project = cls.env["project.project"].create(
            {
                "name": "Harbour",
                "partner_id": cls.customer.id,
                "privacy_visibility": "portal",
                "allow_timesheets": True,
                "allow_billable": True,
            }
        )
        project.message_subscribe(cls.customer.ids)
        work = cls.env["product.product"].create(
            {
                "name": "Painting",
                "type": "service",
                "service_policy": "delivered_timesheet",
                "uom_id": cls.env.ref("uom.product_uom_hour").id,
            }
        )
        order = cls.env["sale.order"].create(
            {
                "name": "Order of the pier",
                "partner_id": cls.customer.id,
                "order_line": [Command.create({"product_id": work.id})],
            }
        )
        order.action_confirm()
        task = cls.env["project.task"].create(
            {
                "name": "Paint the pier",
                "project_id": project.id,
                "partner_id": cls.customer.id,
                "sale_line_id": order.order_line.id,
            }
        )
        task.message_subscribe(cls.customer.ids)
        cls.order = order
        cls.hours = cls.env["account.analytic.line"].create(
            {
                "name": "A first coat",
                "project_id": project.id,
                "task_id": task.id,
                "employee_id": cls.env["hr.employee"].sudo().create({"name": "Ada"}).id,
                "unit_amount": 3.0,
                "partner_id": cls.customer.id,
            }
        )

    def test_the_list_does_not_name_orders_that_are_off(self):
        self.authenticate(self.user.login, PASSWORD)
        pages = ("/my/timesheets", "/my/timesheets?groupby=so_line")
        pages += ("/my/timesheets?groupby=date",)
        for page in pages:
            self.assertIn(self.order.name, self.url_open(page).text, page)
        self.customer.portal_off_area_ids = self.area_orders
        for page in pages:
            text = self.url_open(page).text
            self.assertIn(self.hours.name, text, page)
            self.assertNotIn(self.order.name, text, page)
