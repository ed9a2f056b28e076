"""Administrators set up an area without knowing technical names."""

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestPortalAreaForm(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(cls.env, "admin2", "base.group_system")
        cls.areas = cls.env["portal.area"].with_user(cls.admin)
        cls.order_model = cls.env["ir.model"]._get("sale.order")

    def make_area(self, **values):
        return self.areas.create({"name": "Loans", "code": "loans"} | values)

    def test_model_picked_from_a_list(self):
        """The technical name is stored, and stays when its app is not installed."""
        with Form(self.areas) as form:
            form.name = "Loans"
            form.code = "loans"
            with form.line_ids.new() as line:
                line.model_id = self.order_model
                self.assertEqual(line.model_name, "sale.order")
                line.domain = "[('state', '=', 'sale')]"
        area = form.record
        self.assertEqual(area.line_ids.model_name, "sale.order")
        self.assertEqual(area.line_ids.model_id, self.order_model)
        restrictions = dict(self.areas._get_model_restrictions("sale.order"))
        self.assertEqual(list(restrictions[area.id]), [("state", "=", "sale")])
        area.module_names = "maintenance"
        area.line_ids.model_name = "not.installed"
        self.assertFalse(area.line_ids.model_id)
        self.assertEqual(area.line_ids.model_name, "not.installed")

    def test_written_model(self):
        area = self.make_area(line_ids=[(0, 0, {"model_name": "sale.order"})])
        area.line_ids.model_id = self.env["ir.model"]._get("account.move")
        self.assertEqual(area.line_ids.model_name, "account.move")

    def test_pages_of_the_app_are_proposed(self):
        area = self.make_area(
            module_names="sale", line_ids=[(0, 0, {"model_name": "sale.order"})]
        )
        area.url_paths = "/my/elsewhere"
        action = area.action_propose_pages()
        proposal = self.env[action["res_model"]].browse(action["res_id"])
        proposal = proposal.with_user(self.admin)
        pages = {page.path: page for page in proposal.page_ids}
        # further result pages are those of the list, and other apps' are not named
        self.assertIn("/my/orders", pages)
        self.assertIn("/my/orders/*", pages)
        self.assertNotIn("/my/orders/page/*", pages)
        self.assertFalse([path for path in pages if "invoices" in path])
        # delivered areas close it already
        self.assertEqual(pages["/my/orders"].other_area_ids, self.area_orders)
        self.assertFalse(pages["/my/orders"].is_chosen)
        self.assertFalse(pages["/my/orders/*"].is_chosen)
        pages["/my/orders"].is_chosen = True
        proposal.action_add()
        self.assertEqual(area.url_paths, "/my/elsewhere\n/my/orders")
        self.assertIn(area.id, self.areas._get_ids_by_path("/my/orders/page/2"))
        # not proposed again
        self.assertNotIn("/my/orders", area._find_app_pages())

    def test_new_pages_are_ticked(self):
        """Of a page that no area closes, the list is ticked."""
        self.area_orders.url_paths = False
        area = self.make_area(module_names="sale")
        proposal = self.env["portal.area.proposal"]._create_for(area)
        chosen = proposal.page_ids.filtered("is_chosen").mapped("path")
        self.assertIn("/my/orders", chosen)
        self.assertNotIn("/my/quotes", chosen)
        self.assertFalse([path for path in chosen if "*" in path])

    def test_a_proposal_is_its_user_s(self):
        area = self.make_area(module_names="sale")
        proposal = self.env["portal.area.proposal"]._create_for(area)
        other = new_test_user(self.env, "admin3", "base.group_system")
        with self.assertRaises(AccessError):
            proposal.with_user(other).action_add()

    def test_words_of_the_filter(self):
        arch = self.env["portal.area"].get_view(
            self.env.ref("customer_onboarding.portal_area_view_search").id, "search"
        )["arch"]
        self.assertIn('string="Offered on Customers"', arch)
        self.assertNotIn("App Installed", arch)
