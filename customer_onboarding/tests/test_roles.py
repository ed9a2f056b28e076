"""Each line of the table "What each role sees" of the README."""

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import OnboardingCommon

ADDON = "customer_onboarding"
ROLES = {
    "employee": "base.group_user",
    "salesperson": "sales_team.group_sale_salesman",
    "accountant": "account.group_account_invoice",
    "user": f"base.group_user,{ADDON}.group_user",
    "admin": f"base.group_user,{ADDON}.group_admin",
    "system": "base.group_system",
}
ALL = frozenset(ROLES)
READERS = ALL - {"employee"}
USERS = frozenset({"user", "admin", "system"})
ADMINS = frozenset({"admin", "system"})


@tagged("post_install", "-at_install")
class TestRoles(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            role: new_test_user(
                *(cls.env, f"role_{role}", groups),
                company_id=cls.company.id,
                company_ids=cls.company.ids,
            )
            for role, groups in ROLES.items()
        }
        cls.customer = cls.make_customer()
        cls.group = cls.env["customer.group"].create({"name": "Wholesale"})

    def assert_roles(self, expected, action, what):
        """Only the expected roles can do this; the others are refused."""
        for role, user in self.users.items():
            with self.subTest(what, role=role), self.rolled_back():
                env = self.env(user=user, su=False)
                if role in expected:
                    action(env)
                    env.flush_all()
                else:
                    with self.assertRaises(AccessError):
                        action(env)
                        env.flush_all()

    def assert_menus(self, expected, name):
        """Only the expected roles see a menu, and those that lead to it."""
        menu = self.env.ref(f"{ADDON}.{name}")
        way = {int(menu_id) for menu_id in menu.parent_path.split("/") if menu_id}
        seen = {
            role
            for role, user in self.users.items()
            if way <= set(menu.with_user(user)._visible_menu_ids())
            and menu.id not in menu.with_user(user)._load_menus_blacklist()
        }
        self.assertEqual(seen, set(expected), name)

    def test_see_customers(self):
        self.assert_menus(READERS, "menu_customers_all")
        self.assert_roles(
            ALL, lambda env: self.customer.with_env(env).read(["name"]), "read"
        )

    def test_create_and_edit_customers(self):
        self.assert_menus(USERS, "menu_customers_new")

        def create(env):
            customer = env["res.partner"].create(
                {"name": "New", "customer_group_ids": self.group.ids}
            )
            customer.phone = "+32 2 290 34 90"
            customer.portal_off_area_ids = self.area_orders.with_env(env)

        self.assert_roles(USERS, create, "create")

    def test_the_form_saves(self):
        """The whole form, which other apps extend, too."""
        action = self.env.ref(f"{ADDON}.res_partner_customer_new_action")
        partners = self.env["res.partner"].with_user(self.users["user"])
        context = {"new_customer_form": True, "default_is_company": True}
        form = Form(partners.with_context(**context), action.view_id)
        form.name = "By a user"
        form.email = "by@user.example.com"
        self.assertEqual(form.save().email, "by@user.example.com")

    def test_invite(self):
        self.assert_menus(READERS, "menu_invitations")

        def invite(env):
            self.customer.with_env(env).action_invite()
            user = self.customer.sudo().user_ids
            self.assertEqual(user.login, self.customer.email)

        self.assert_roles(USERS, invite, "invite")

    def test_onboard_many(self):
        self.assert_menus(USERS, "menu_customers_many")
        self.assert_roles(
            USERS, lambda env: env["customer.onboarding.batch"].create({}), "many"
        )

    def test_groups(self):
        self.assert_menus(READERS, "menu_groups")
        self.assert_roles(
            USERS,
            lambda env: self.group.with_env(env).write({"name": "Retail"}),
            "groups",
        )

    def test_group_value(self):
        self.assert_menus({"salesperson", "accountant"}, "menu_group_value")
        self.assert_roles(
            {"salesperson", "accountant"},
            lambda env: env["customer.group.report"].search([]).mapped("id"),
            "group value",
        )

    def test_delete_customers(self):
        """Odoo's right to delete contacts stays with *Contact / Creation*."""
        self.assert_roles(
            {"system"}, lambda env: self.customer.with_env(env).unlink(), "delete"
        )

    def test_portal_areas(self):
        self.assert_menus(ADMINS, "menu_portal_areas")

        def change(env):
            area = self.area_orders.with_env(env)
            area.off_by_default = True
            with Form(area) as form, form.line_ids.edit(0) as line:
                self.assertEqual(line.model_id.model, line.model_name)
            area.action_propose_pages()

        self.assert_roles(ADMINS, change, "areas")

    def test_mail_templates(self):
        self.assert_menus(ADMINS, "menu_configuration")
        template = self.env.ref(f"{ADDON}.mail_template_welcome")

        def change(env):
            template.with_env(env).subject = "Welcome to {{ object.company_id.name }}"

        # without a restriction in Settings, Odoo lets all employees edit templates
        editors = self.env.ref("mail.group_mail_template_editor")
        employees = self.env.ref("base.group_user")
        employees.implied_ids -= editors
        self.env.invalidate_all()
        self.assert_roles(ADMINS, change, "templates")

    def test_mail_preview(self):
        self.assert_roles(
            ADMINS, lambda env: env["customer.mail.preview"].create({}).body, "preview"
        )

    def test_policies(self):
        self.assert_menus({"admin"}, "menu_policies")
        self.assert_menus({"system"}, "menu_settings")

        def change(env):
            policies = env["customer.onboarding.policy"]
            with Form(policies) as form:
                form.customer_grant_access_default = True
                form.portal_area_default_off_ids.add(self.area_orders)
            self.env.invalidate_all()
            self.assertTrue(self.company.customer_grant_access_default)
            self.assertTrue(self.area_orders.off_by_default)
            form.record.action_save()

        self.assert_roles(ADMINS, change, "policies")

    def test_policies_reach_the_user_s_companies_alone(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        policies = self.env["customer.onboarding.policy"].with_user(self.users["admin"])
        values = {"company_id": other.id, "customer_grant_access_default": True}
        with self.assertRaisesRegex(AccessError, "no access to this company"):
            policies.create(values)
        policy = policies.create({})
        with self.assertRaisesRegex(AccessError, "no access to this company"):
            policy.write(values)
        self.assertFalse(other.customer_grant_access_default)
        with self.assertRaises(AccessError):
            self.company.with_user(self.users["admin"]).name = "Sly"

    def test_both_forms_have_the_same_policies(self):
        """Settings are written once; the form of administrators takes them over."""
        settings = self.env.ref("base.res_config_settings_view_form")
        [app] = settings._get_combined_arch().xpath(f"//app[@name='{ADDON}']")
        policies = self.env["customer.onboarding.policy"]
        form, __ = policies._get_view(None, "form")
        ids = [setting.get("id") for setting in app.iter("setting")]
        self.assertGreater(len(ids), 5)
        # installing an addon takes a system administrator
        ids.remove("report_pdf_fast")
        self.assertEqual([setting.get("id") for setting in form.iter("setting")], ids)
        titles = [block.get("title") for block in app.iter("block")]
        self.assertEqual([title.text for title in form.iter("h2")], titles)

    def test_rights_from_before(self):
        """Who could do something without roles still can."""
        cases = {
            "base.group_partner_manager": (True, False),
            "base.group_system": (True, True),
            "sales_team.group_sale_manager": (False, False),
        }
        for number, (group, (is_user, is_admin)) in enumerate(cases.items()):
            with self.subTest(group):
                user = new_test_user(self.env, f"before{number}", group)
                self.assertEqual(user.has_group(f"{ADDON}.group_user"), is_user)
                self.assertEqual(user.has_group(f"{ADDON}.group_admin"), is_admin)
