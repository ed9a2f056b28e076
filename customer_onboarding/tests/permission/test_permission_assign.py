from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestPermissionAssign(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # as staff work: Odoo's tests turn off what is noted in the chatter
        cls.env = cls.env(context={})
        cls.azure = cls.make_customer(portal_off_area_ids=cls.area_orders.ids)
        cls.deco = cls.make_customer("Deco", portal_off_area_ids=False)
        cls.customers = cls.azure | cls.deco
        cls.env.flush_all()
        cls.cr.precommit.run()

    def open_dialog(self, partners, allow=(), off=()):
        dialog = self.env["customer.permission.assign"].with_context(
            active_model="res.partner", active_ids=partners.ids
        )
        return dialog.create(
            {
                "allow_area_ids": [area.id for area in allow],
                "off_area_ids": [area.id for area in off],
            }
        )

    def test_each_state(self):
        """Allowed, switched off, and left as each customer has it."""
        self.azure.portal_off_area_ids |= self.area_quotations
        dialog = self.open_dialog(
            self.customers, allow=self.area_orders, off=self.area_invoices
        )
        self.assertEqual(dialog.change_count, 2)
        message = dialog.action_apply()["params"]["message"]
        self.assertIn("permissions changed: 2 of 2", message)
        self.assertEqual(
            self.azure.portal_off_area_ids, self.area_quotations | self.area_invoices
        )
        self.assertEqual(self.deco.portal_off_area_ids, self.area_invoices)

    def test_who_changes_is_told_before(self):
        with Form(
            self.env["customer.permission.assign"].with_context(
                active_model="res.partner", active_ids=self.customers.ids
            )
        ) as form:
            self.assertEqual((form.partner_count, form.change_count), (2, 0))
            use = form.area_use
            self.assertEqual(use[str(self.area_orders.id)], 1)
            self.assertEqual(use[str(self.area_invoices.id)], 2)
            form.allow_area_ids.add(self.area_orders)
            self.assertEqual(form.change_count, 1)
        self.assertEqual(self.azure.portal_off_area_ids, self.area_orders, "not yet")
        before = self.deco.message_ids
        message = form.record.action_apply()["params"]["message"]
        self.assertIn("permissions changed: 1 of 2", message)
        self.assertFalse(self.customers.portal_off_area_ids)
        self.assertEqual(self.deco.message_ids, before, "nothing changed for it")

    def test_nothing_chosen_changes_nothing(self):
        dialog = self.open_dialog(self.customers)
        self.assertEqual(dialog.change_count, 0)
        dialog.action_apply()
        self.assertEqual(self.azure.portal_off_area_ids, self.area_orders)

    def test_an_area_is_allowed_or_switched_off(self):
        with self.assertRaisesRegex(ValidationError, self.area_orders.name):
            self.open_dialog(self.deco, allow=self.area_orders, off=self.area_orders)

    def test_the_chatter_notes_the_change(self):
        dialog = self.open_dialog(self.customers, off=self.area_invoices)
        dialog.action_apply()
        self.env.flush_all()
        self.cr.precommit.run()
        for customer in self.customers:
            values = customer.message_ids.sudo().tracking_value_ids
            self.assertIn(self.area_invoices.name, values[:1].new_value_char)

    def test_a_contact_never_gets_more_than_its_customer(self):
        contact = self.make_customer("Ada", parent_id=self.azure.id)
        contact.portal_off_area_ids = self.area_orders
        dialog = self.open_dialog(contact, allow=self.area_orders)
        self.assertIn("off for their customer: 1", dialog.held_text)
        action = dialog.action_apply()
        self.assertIn("off for their customer", action["params"]["message"])
        self.assertEqual(action["params"]["type"], "warning")
        self.assertEqual(self.azure.portal_off_area_ids, self.area_orders)
        self.assertNotIn(self.area_orders, contact.portal_area_ids)
        # together with its customer, it gets the area
        dialog = self.open_dialog(contact | self.azure, allow=self.area_orders)
        self.assertFalse(dialog.held_text)
        dialog.action_apply()
        self.env.invalidate_all()
        self.assertIn(self.area_orders, contact.portal_area_ids)

    def test_archived_areas_stay(self):
        self.deco.portal_off_area_ids = self.area_quotations
        self.area_quotations.active = False
        self.open_dialog(self.deco, off=self.area_invoices).action_apply()
        self.area_quotations.active = True
        self.env.invalidate_all()
        self.assertEqual(
            self.deco.portal_off_area_ids, self.area_quotations | self.area_invoices
        )

    def test_from_the_group(self):
        group = self.env["customer.group"].create({"name": "Hotels"})
        self.azure.customer_group_ids = group
        action = group.action_set_permissions()
        self.assertEqual(action["res_model"], "customer.permission.assign")
        dialog = self.env["customer.permission.assign"].browse(action["res_id"])
        self.assertEqual(dialog.partner_ids, self.azure)

    def test_from_the_lists(self):
        """The menu of actions offers it to who may change contacts, and to no other."""
        action = self.env.ref("customer_onboarding.customer_permission_assign_action")
        bindings = self.env["ir.actions.actions"]
        manager = new_test_user(
            self.env, "manager", "base.group_user,base.group_partner_manager"
        )
        employee = new_test_user(self.env, "plain", "base.group_user")
        for user, offered in (manager, True), (employee, False):
            found = bindings.with_user(user).get_bindings("res.partner")["action"]
            self.assertEqual(action.id in [one["id"] for one in found], offered)

    def test_who_may_not_change_contacts(self):
        employee = new_test_user(self.env, "plain", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["customer.permission.assign"].with_user(employee).create(
                {"partner_ids": self.azure.ids}
            )

    def test_customers_of_another_company_are_left_alone(self):
        other = self.env["res.company"].create({"name": "Other"})
        manager = new_test_user(
            self.env,
            "manager",
            "base.group_user,base.group_partner_manager",
            company_id=self.company.id,
            company_ids=self.company.ids,
        )
        dialog = (
            self.env["customer.permission.assign"]
            .with_user(manager)
            .create(
                {
                    "partner_ids": self.customers.ids,
                    "off_area_ids": self.area_invoices.ids,
                }
            )
        )
        self.azure.company_id = other
        self.env.invalidate_all()
        message = dialog.action_apply()["params"]["message"]
        self.assertIn("permissions changed: 1 of 1", message)
        self.assertEqual(self.azure.portal_off_area_ids, self.area_orders)
        self.assertEqual(self.deco.portal_off_area_ids, self.area_invoices)

    def test_cost_is_that_of_a_few(self):
        def count(number, off):
            partners = self.env["res.partner"].create(
                [{"name": f"Customer {each}"} for each in range(number)]
            )
            self.env.flush_all()
            self.cr.precommit.run()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            dialog = self.open_dialog(partners, off=off)
            self.assertEqual(dialog.change_count, number)
            self.assertTrue(dialog.area_use)
            dialog.action_apply()
            self.env.flush_all()
            self.cr.precommit.run()
            queries = self.cr.sql_log_count - before
            self.env.invalidate_all()
            self.assertEqual(partners.portal_off_area_ids, off)
            return queries

        off = self.area_invoices
        count(2, off)
        few = count(2, off)
        # rows are inserted in pages of 100 to 1,000: few queries, not one a customer
        self.assertLessEqual(count(1000, off), few + 30)
