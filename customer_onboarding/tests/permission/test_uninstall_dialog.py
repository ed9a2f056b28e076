"""Before the addon goes, the dialog says what customers will see again."""

from odoo.tests import tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestUninstallDialog(OnboardingCommon):
    def dialog(self, *names):
        modules = self.env["ir.module.module"].sudo().search([("name", "in", names)])
        return (
            self.env["base.module.uninstall"].sudo().create({"module_ids": modules.ids})
        )

    def test_switched_off_areas_open_again(self):
        partners = self.env["res.partner"].with_context(active_test=False)
        partners.search(
            [("portal_off_area_ids", "!=", False)]
        ).portal_off_area_ids = False
        self.assertFalse(self.dialog("customer_onboarding").portal_area_warning)
        for name in ("Azure Interior", "Brandon Blue"):
            self.make_customer(name).portal_off_area_ids = self.area_orders
        # whatever the addon depends on takes it along
        for name in ("customer_onboarding", "sale_management"):
            self.assertIn(
                "open again: 2 customers or contacts",
                self.dialog(name).portal_area_warning,
            )
        self.assertFalse(self.dialog("base_import_module").portal_area_warning)

    def test_the_dialog_shows_it(self):
        arch = self.env["base.module.uninstall"].sudo().get_view(view_type="form")
        self.assertIn("portal_area_warning", arch["arch"])
