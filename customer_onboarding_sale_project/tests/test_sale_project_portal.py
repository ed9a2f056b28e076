from odoo.addons.customer_onboarding.tests.common import PASSWORD, OnboardingCommon
from odoo.fields import Command
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestSaleProjectPortal(OnboardingCommon, HttpCase):
    """The search of the task list, which reads as superuser, by orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("project.group_project_manager")
        cls.customer = cls.make_customer()
        cls.user = cls.make_portal_user(cls.customer)
        project = cls.env["project.project"].create(
            {
                "name": "Harbour",
                "partner_id": cls.customer.id,
                "privacy_visibility": "portal",
                "allow_billable": True,
            }
        )
        project.message_subscribe(cls.customer.ids)
        work = cls.env["product.product"].create({"name": "Paint", "type": "service"})
        cls.order = cls.env["sale.order"].create(
            {
                "name": "Order of the pier",
                "partner_id": cls.customer.id,
                "order_line": [Command.create({"product_id": work.id})],
            }
        )
        cls.order.action_confirm()
        cls.task = cls.env["project.task"].create(
            {
                "name": "Paint the pier",
                "project_id": project.id,
                "partner_id": cls.customer.id,
                "sale_line_id": cls.order.order_line.id,
            }
        )
        cls.task.message_subscribe(cls.customer.ids)

    def test_the_search_does_not_tell_of_orders_that_are_off(self):
        self.authenticate(self.user.login, PASSWORD)
        page = "/my/tasks?search_in=sale_order&search=Order+of+the+pier"
        self.assertIn(self.task.name, self.url_open(page).text)
        self.customer.portal_off_area_ids = self.area_orders
        # the input is no longer offered: everything is found, or nothing, alike
        found = self.task.name in self.url_open(page).text
        other = page.replace("pier", "tower")
        self.assertEqual(found, self.task.name in self.url_open(other).text)
