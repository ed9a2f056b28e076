from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..common import OnboardingCommon

FORM = "customer_onboarding.res_partner_customer_view_form"


@tagged("post_install", "-at_install")
class TestGroupProfile(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("product.group_product_pricelist")
        cls.seller = new_test_user(cls.env, "sal", "sales_team.group_sale_salesman")
        cls.pricelist = cls.env["product.pricelist"].create(
            {"name": "Hotels", "currency_id": cls.eur.id}
        )
        cls.term = cls.env["account.payment.term"].create({"name": "60 days"})
        cls.position = cls.env["account.fiscal.position"].create({"name": "Export"})
        # the second in the list is created first: ids do not decide
        cls.schools, cls.hotels = cls.env["customer.group"].create(
            [
                {
                    "name": "Schools",
                    "sequence": 20,
                    "lang": "en_US",
                    "sale_currency_id": cls.gbp.id,
                    "property_payment_term_id": cls.term.id,
                    "off_area_ids": [Command.set(cls.area_orders.ids)],
                    "send_welcome_mail": "no",
                },
                {
                    "name": "Hotels",
                    "sequence": 10,
                    "lang": "fr_FR",
                    "sale_currency_id": cls.eur.id,
                    "user_id": cls.seller.id,
                    "property_pricelist_id": cls.pricelist.id,
                    "property_fiscal_position_id": cls.position.id,
                    "off_area_ids": [Command.set(cls.area_invoices.ids)],
                    "send_welcome_mail": "yes",
                },
            ]
        )
        cls.both = cls.hotels | cls.schools

    def new_form(self):
        partners = self.env["res.partner"].with_context(
            new_customer_form=True, default_is_company=True
        )
        return Form(partners, view=FORM)

    def check_both(self, customer):
        """The customer started with what both groups say, the first in the list won."""
        self.assertEqual(customer.lang, "fr_FR")
        self.assertEqual(customer.property_sale_currency_id, self.eur)
        self.assertEqual(customer.user_id, self.seller)
        self.assertEqual(customer.property_product_pricelist, self.pricelist)
        self.assertEqual(customer.property_payment_term_id, self.term)
        self.assertEqual(customer.property_account_position_id, self.position)
        self.assertEqual(
            customer.portal_off_area_ids, self.area_invoices | self.area_orders
        )

    def test_created_by_code(self):
        self.check_both(
            self.make_customer(customer_group_ids=self.schools.ids + self.hotels.ids)
        )

    def test_created_by_a_form(self):
        with self.new_form() as form:
            form.name = "Azure Interior"
            form.customer_group_ids.add(self.schools)
            self.assertEqual(form.lang, "en_US")
            self.assertFalse(form.send_welcome_mail)
            form.customer_group_ids.add(self.hotels)
            self.assertEqual(form.lang, "fr_FR")
            self.assertTrue(form.send_welcome_mail)
            filled = form.customer_group_profile
            self.assertEqual(filled["lang"], {"value": "fr_FR", "group": "Hotels"})
            self.assertEqual(filled["property_payment_term_id"]["group"], "Schools")
            form.send_welcome_mail = False
        self.check_both(form.record)

    def test_what_is_given_stays(self):
        customer = self.make_customer(
            customer_group_ids=self.both.ids,
            lang="en_US",
            property_sale_currency_id=self.gbp.id,
            user_id=False,
            portal_off_area_ids=[Command.clear()],
        )
        self.assertEqual(customer.lang, "en_US")
        self.assertFalse(customer.user_id)
        self.assertFalse(customer.portal_off_area_ids)
        self.assertEqual(customer.property_sale_currency_id, self.gbp)
        # the pricelist of the group is in another currency than the one that was given
        self.assertEqual(customer.property_product_pricelist.currency_id, self.gbp)

    def test_what_is_typed_on_the_form_stays(self):
        with self.new_form() as form:
            form.name = "Azure Interior"
            form.lang = "fr_FR"
            form.customer_group_ids.add(self.schools)
            self.assertEqual(form.lang, "fr_FR")
            self.assertNotIn("lang", form.customer_group_profile)
            self.assertEqual(form.property_sale_currency_id, self.gbp)
            form.property_sale_currency_id = self.company.currency_id
            form.customer_group_ids.add(self.hotels)
            self.assertEqual(form.property_sale_currency_id, self.company.currency_id)

    def test_leaving_a_group_on_the_form(self):
        """The form is as it was, but for what somebody typed."""
        with self.new_form() as form:
            form.name = "Azure Interior"
            lang, box = form.lang, form.send_welcome_mail
            form.customer_group_ids.add(self.hotels)
            form.customer_group_ids.clear()
            self.assertEqual((form.lang, form.send_welcome_mail), (lang, box))
            self.assertFalse(form.user_id)
            self.assertFalse(form.portal_off_area_ids[:])
            self.assertFalse(form.property_sale_currency_id)

    def test_areas_that_are_off_for_all_stay_off(self):
        self.area_quotations.off_by_default = True
        customer = self.make_customer(customer_group_ids=self.hotels.ids)
        self.assertEqual(
            customer.portal_off_area_ids, self.area_invoices | self.area_quotations
        )

    def test_contacts_and_existing_customers_keep_theirs(self):
        customer = self.make_customer(lang="en_US")
        customer.customer_group_ids = self.hotels
        contact = self.make_customer(
            "Camille", parent_id=customer.id, customer_group_ids=self.hotels.ids
        )
        for partner in customer | contact:
            self.assertEqual(partner.lang, "en_US")
            self.assertFalse(partner.portal_off_area_ids)
            self.assertFalse(partner.user_id)
        self.hotels.lang = "en_US"
        self.assertEqual(self.make_customer("Deco").lang, "en_US")

    def test_companies_have_pricelists_of_their_own(self):
        other = self.setup_other_company()["company"]
        self.env.user.company_ids = [Command.link(other.id)]
        there = self.env(context={"allowed_company_ids": other.ids})
        self.assertFalse(self.hotels.with_env(there).property_pricelist_id)
        customer = self.make_customer(customer_group_ids=self.hotels.ids)
        in_other = there["res.partner"].create(
            {"name": "Deco", "customer_group_ids": self.hotels.ids}
        )
        self.assertEqual(customer.property_account_position_id, self.position)
        self.assertFalse(in_other.property_account_position_id)
        self.assertEqual(in_other.lang, "fr_FR")

    def test_archived_groups_give_nothing(self):
        self.hotels.active = False
        customer = self.make_customer(customer_group_ids=self.hotels.ids)
        self.assertFalse(customer.user_id)
        self.assertFalse(customer.portal_off_area_ids)

    def test_pricelist_in_another_currency_than_the_group(self):
        with self.assertRaisesRegex(ValidationError, "Choose EUR as the currency"):
            self.schools.property_pricelist_id = self.pricelist
        with Form(self.schools) as form:
            form.property_pricelist_id = self.pricelist
        self.assertEqual(self.schools.sale_currency_id, self.eur)

    def test_a_manager_of_contacts_needs_no_right_on_pricelists(self):
        clerk = new_test_user(
            self.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        customer = (
            self.env["res.partner"]
            .with_user(clerk)
            .create({"name": "Azure", "customer_group_ids": self.both.ids})
        )
        self.check_both(customer.with_user(self.env.user))

    def test_cost_does_not_grow_with_the_customers(self):
        def create(number):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["res.partner"].create(
                [{"name": "Azure", "customer_group_ids": self.schools.ids}] * number
            )
            self.env.flush_all()
            return self.cr.sql_log_count - before

        create(2)
        self.assertLessEqual(create(20), create(2) + 2)
