from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestGroupAssign(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hotels, cls.schools = cls.env["customer.group"].create(
            [
                {
                    "name": "Hotels",
                    "lang": "fr_FR",
                    "sale_currency_id": cls.eur.id,
                    "off_area_ids": [Command.set(cls.area_orders.ids)],
                },
                {"name": "Schools"},
            ]
        )
        cls.azure = cls.make_customer(lang="en_US", customer_group_ids=cls.schools.ids)
        cls.deco = cls.make_customer("Deco", lang="en_US")
        cls.deco.portal_off_area_ids = cls.area_invoices

    def open_dialog(self, partners, **values):
        return (
            self.env["customer.group.assign"]
            .with_context(active_model="res.partner", active_ids=partners.ids)
            .create(values)
        )

    def test_groups_are_added_not_replaced(self):
        contact = self.make_customer("Camille", parent_id=self.deco.id)
        dialog = self.open_dialog(self.azure | contact, add_group_ids=self.hotels.ids)
        dialog.action_apply()
        self.assertEqual(self.azure.customer_group_ids, self.schools | self.hotels)
        self.assertEqual(self.deco.customer_group_ids, self.hotels)
        self.assertFalse(contact.customer_group_ids)
        # nothing else changed, because nobody asked for it
        self.assertEqual((self.azure.lang, self.deco.lang), ("en_US", "en_US"))
        self.assertFalse(self.azure.property_sale_currency_id)
        self.open_dialog(self.azure, remove_group_ids=self.schools.ids).action_apply()
        self.assertEqual(self.azure.customer_group_ids, self.hotels)

    def test_values_of_the_groups_are_shown_then_given(self):
        with Form(
            self.env["customer.group.assign"].with_context(
                active_model="res.partner", active_ids=(self.azure | self.deco).ids
            )
        ) as form:
            form.add_group_ids.add(self.hotels)
            self.assertEqual(form.change_count, 0)
            form.apply_profile = True
            self.assertEqual(form.change_count, 2)
            for text in ("Azure Interior", "Customer Currency: empty → EUR", "French"):
                self.assertIn(text, form.preview)
        self.assertEqual(self.azure.lang, "en_US")
        action = form.record.action_apply()
        self.assertIn("2 of them got values", action["params"]["message"])
        for customer in self.azure | self.deco:
            self.assertEqual(customer.lang, "fr_FR")
            self.assertEqual(customer.property_sale_currency_id, self.eur)
        self.assertEqual(self.azure.portal_off_area_ids, self.area_orders)
        self.assertEqual(
            self.deco.portal_off_area_ids, self.area_orders | self.area_invoices
        )

    def test_locks_are_respected_and_told(self):
        self.make_invoice(self.azure)
        dialog = self.open_dialog(
            self.azure | self.deco, add_group_ids=self.hotels.ids, apply_profile=True
        )
        self.assertIn("can no longer be changed", dialog.preview)
        action = dialog.action_apply()
        self.assertEqual(action["params"]["type"], "warning")
        self.assertIn("1 keep a currency or language", action["params"]["message"])
        self.assertEqual(self.azure.lang, "en_US")
        self.assertFalse(self.azure.property_sale_currency_id)
        self.assertEqual(self.azure.portal_off_area_ids, self.area_orders)
        self.assertEqual(self.deco.property_sale_currency_id, self.eur)

    def test_from_the_group(self):
        self.azure.customer_group_ids = self.hotels
        action = self.hotels.action_apply_profile()
        dialog = self.env["customer.group.assign"].browse(action["res_id"])
        self.assertEqual(dialog.partner_ids, self.azure)
        self.assertEqual(dialog.change_count, 1)

    def test_names_are_text(self):
        self.azure.name = "<b>Azure</b>"
        dialog = self.open_dialog(
            self.azure, add_group_ids=self.hotels.ids, apply_profile=True
        )
        self.assertIn("&lt;b&gt;Azure", dialog.preview)

    def test_who_may_not_change_contacts(self):
        employee = new_test_user(self.env, "plain", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["customer.group.assign"].with_user(employee).create(
                {"partner_ids": self.azure.ids}
            )

    def test_cost_is_that_of_a_few(self):
        def apply(number):
            customers = self.env["res.partner"].create(
                [{"name": f"Customer {each}"} for each in range(number)]
            )
            dialog = self.open_dialog(
                customers, add_group_ids=self.hotels.ids, apply_profile=True
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            dialog.action_apply()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        apply(2)
        few = apply(2)
        self.assertLessEqual(apply(40), few + 5)
