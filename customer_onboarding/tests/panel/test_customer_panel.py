"""The first steps above the list of customers, and the right somebody misses."""

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from ..common import OnboardingCommon

TITLES = [
    "Choose Policies",
    "Review Portal Areas",
    "Edit the Welcome Mail",
    "Create a Customer",
]


@tagged("post_install", "-at_install")
class TestCustomerPanel(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.make_user("panel_admin", "customer_onboarding.group_admin")
        cls.env["portal.area"].search([]).write({"off_by_default": False})
        cls.as_delivered("portal_area", "write_uid")
        cls.as_delivered("mail_template", "write_uid")
        cls.as_delivered("res_partner", "create_uid")
        cls.env["onboarding.progress.step"].sudo().search([]).unlink()
        cls.env["onboarding.progress"].sudo().search([]).unlink()

    @classmethod
    def make_user(cls, login, groups):
        return new_test_user(
            *(cls.env, login, f"base.group_user,{groups}"),
            company_id=cls.company.id,
            company_ids=cls.company.ids,
        )

    @classmethod
    def as_delivered(cls, table, column):
        cls.env.flush_all()
        cls.env.cr.execute(f"UPDATE {table} SET {column} = 1")  # pylint: disable=E8103
        cls.env.invalidate_all()

    def panel(self, user=None):
        return (
            self.env["onboarding.onboarding"]
            .with_user(user or self.admin)
            .get_customer_panel()
        )

    def done(self, user=None):
        return [step["title"] for step in self.panel(user)["steps"] if step["done"]]

    def test_steps_by_what_happened(self):
        steps = self.panel()["steps"]
        self.assertEqual([step["title"] for step in steps], TITLES)
        self.assertEqual(self.done(), [])
        admin = self.env(user=self.admin)
        # as it is not done by being looked at
        actions = {
            step["title"]: getattr(
                admin["onboarding.onboarding.step"], step["action"]
            )()
            for step in steps
        }
        self.assertEqual(
            [actions[title]["res_model"] for title in TITLES],
            [
                "customer.onboarding.policy",
                "portal.area",
                "mail.template",
                "res.partner",
            ],
        )
        self.assertEqual(self.done(), [])
        Form(admin["customer.onboarding.policy"]).save()
        self.assertEqual(self.done(), TITLES[:1])
        self.area_orders.with_user(self.admin).off_by_default = True
        self.assertEqual(self.done(), TITLES[:2])
        template = admin["mail.template"].browse(actions[TITLES[2]]["res_id"])
        template.subject = "Welcome"
        self.assertEqual(self.done(), TITLES[:3])
        admin["res.partner"].create({"name": "The first"})
        self.assertEqual(self.panel()["steps"], [], "all is done")

    def test_dismissed_for_one_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.admin.company_ids |= other
        onboarding = self.env["onboarding.onboarding"].with_user(self.admin)
        onboarding.action_close_customer_panel()
        self.assertEqual(self.panel()["steps"], [])
        there = onboarding.with_company(other).get_customer_panel()
        self.assertEqual([step["title"] for step in there["steps"]], TITLES)

    def test_policies_of_one_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.admin.company_ids |= other
        policies = self.env["customer.onboarding.policy"].with_user(self.admin)
        policies.with_company(other).create({})
        self.assertEqual(self.done(), [])
        onboarding = self.env["onboarding.onboarding"].with_user(self.admin)
        there = onboarding.with_company(other).get_customer_panel()["steps"]
        self.assertEqual([step["title"] for step in there if step["done"]], TITLES[:1])

    def test_who_sees_what(self):
        user = self.make_user("panel_user", "customer_onboarding.group_user")
        self.assertEqual(self.panel(user), {"steps": [], "hint": False})
        for number, group in enumerate(
            ("sales_team.group_sale_salesman", "account.group_account_invoice")
        ):
            reader = self.make_user(f"panel{number}", group)
            panel = self.panel(reader)
            self.assertEqual(panel["steps"], [])
            self.assertIn("ask an administrator for the right", panel["hint"])
            self.assertIn("Customer Onboarding: User", panel["hint"])
            with self.assertRaises(AccessError):
                self.env["onboarding.onboarding"].with_user(
                    reader
                ).action_close_customer_panel()
