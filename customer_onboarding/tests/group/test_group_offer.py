from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import OnboardingCommon

FORM = "base.view_partner_form"


@tagged("post_install", "-at_install")
class TestGroupOffer(OnboardingCommon):
    """Groups that are changed on a customer's form offer what they say."""

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
                {"name": "Schools", "lang": "en_US", "sequence": 20},
            ]
        )
        cls.azure = cls.make_customer(lang="en_US")

    def test_a_group_that_is_added_offers_its_values(self):
        with Form(self.azure, view=FORM) as form:
            self.assertEqual(form.customer_group_change_count, 0)
            form.customer_group_ids.add(self.hotels)
            self.assertEqual(form.customer_group_change_count, 3)
            form.customer_group_ids.remove(self.hotels.id)
            self.assertEqual(form.customer_group_change_count, 0)
            form.customer_group_ids.add(self.hotels)
        self.assertEqual(self.azure.customer_group_ids, self.hotels)
        # saved, and nothing else happened
        self.assertEqual(self.azure.lang, "en_US")
        self.assertFalse(self.azure.property_sale_currency_id)
        self.assertFalse(self.azure.portal_off_area_ids)
        action = self.azure.action_compare_customer_groups()
        dialog = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(dialog.partner_ids, self.azure)
        for text in ("Language: English (US) → French", "empty → EUR", "Orders"):
            self.assertIn(text, dialog.preview)
        dialog.action_apply()
        self.assertEqual(self.azure.lang, "fr_FR")
        self.assertEqual(self.azure.property_sale_currency_id, self.eur)
        self.assertEqual(self.azure.portal_off_area_ids, self.area_orders)
        self.assertEqual(self.azure.customer_group_ids, self.hotels)

    def test_a_group_that_is_taken_away_lets_the_others_speak(self):
        self.azure.write(
            {
                "customer_group_ids": (self.hotels | self.schools).ids,
                "lang": "fr_FR",
                "property_sale_currency_id": self.eur.id,
                "portal_off_area_ids": self.area_orders.ids,
            }
        )
        with Form(self.azure, view=FORM) as form:
            form.customer_group_ids.remove(self.schools.id)
            self.assertEqual(form.customer_group_change_count, 0)
            form.customer_group_ids.add(self.schools)
            form.customer_group_ids.remove(self.hotels.id)
            # the language of the schools; no area is switched on by itself
            self.assertEqual(form.customer_group_change_count, 1)

    def test_what_is_locked_is_not_offered(self):
        self.make_invoice(self.azure)
        with Form(self.azure, view=FORM) as form:
            form.customer_group_ids.add(self.hotels)
            self.assertEqual(form.customer_group_change_count, 1, "the area")
