from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import OnboardingCommon

FORM = "customer_onboarding.res_partner_customer_view_form"


@tagged("post_install", "-at_install")
class TestCustomerGroup(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.resellers, cls.schools = cls.env["customer.group"].create(
            [{"name": "Resellers"}, {"name": "Schools"}]
        )

    def test_count_and_customers_of_a_group(self):
        customer = self.make_customer(customer_group_ids=self.schools.ids)
        self.make_customer("Camille", parent_id=customer.id)
        self.assertEqual(self.schools.partner_count, 1)
        action = self.schools.action_view_customers()
        self.assertEqual(self.env["res.partner"].search(action["domain"]), customer)

    def test_only_the_customer_starts_in_the_group_it_is_created_from(self):
        """Its contacts and addresses are no customers of the group."""
        context = self.schools.action_view_customers()["context"]
        partners = self.env["res.partner"].with_context(**context)
        with Form(partners, view=FORM) as form:
            form.name = "By form"
            form.billing_same = False
            form.billing_street = "1 Billing Street"
        customer = partners.create(
            {
                "name": "Deco",
                "billing_street": "1 Billing Street",
                "shipping_street": "2 Dock Road",
                "child_ids": [Command.create({"name": "Camille"})],
            }
        )
        self.assertEqual(len(customer.child_ids), 3)
        self.assertEqual(customer.customer_group_ids, self.schools)
        self.assertEqual(form.record.customer_group_ids, self.schools)
        self.assertEqual(form.record.child_ids.street, "1 Billing Street")
        contacts = (customer | form.record).child_ids
        self.assertFalse(contacts.customer_group_ids)
        self.assertEqual(self.schools.partner_count, 2)

    def test_contacts_in_a_group_are_not_counted(self):
        customer = self.make_customer(customer_group_ids=self.schools.ids)
        contact = self.make_customer(
            "Camille", parent_id=customer.id, customer_group_ids=self.schools.ids
        )
        # a company below another one is a customer of its own
        subsidiary = self.make_customer(
            "Subsidiary",
            parent_id=customer.id,
            is_company=True,
            customer_group_ids=self.schools.ids,
        )
        self.assertEqual(self.schools.partner_count, 2)
        action = self.schools.action_view_customers()
        found = self.env["res.partner"].search(action["domain"])
        self.assertEqual(found, customer | subsidiary)
        contact.is_company = True
        self.assertEqual(self.schools.partner_count, 3, "the number follows at once")
        customer.customer_group_ids = False
        self.assertEqual(self.schools.partner_count, 2)
        subsidiary.active = False
        self.assertEqual(self.schools.partner_count, 1)

    def test_an_archived_group_gives_its_name_free(self):
        self.schools.active = False
        self.env.flush_all()
        again = self.env["customer.group"].create({"name": "Schools"})
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(IntegrityError, "customer_group_name_unique"),
            self.cr.savepoint(),
        ):
            self.schools.active = True
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(IntegrityError, "customer_group_name_unique"),
            self.cr.savepoint(),
        ):
            self.resellers.name = "Schools"
        self.assertEqual(again.name, "Schools")
