"""A sign-up that waits shows the customer it looks like, and can be its contact."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestSignupDuplicates(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["portal.area"].search([]).off_by_default = False
        cls.approver = new_test_user(
            cls.env, "approver", "base.group_user,customer_onboarding.group_user"
        )
        cls.approver.company_ids = [Command.link(cls.company.id)]
        cls.customer = cls.make_customer(
            "Azure Interior", is_company=True, email="info@azure.example"
        )

    def sign_up(self, name="Azure Interior", email="nina@azure.example", **values):
        """A sign-up that waits for staff."""
        partner = self.make_customer(name, email=email, **values)
        self.make_portal_user(partner)
        self.company.customer_signup_approval = True
        partner._note_signup(self.company)
        self.assertEqual(partner.signup_state, "waiting")
        return partner.with_user(self.approver).with_company(self.company)

    def test_the_customer_it_looks_like_is_told(self):
        partner = self.sign_up()
        self.assertEqual(partner.signup_duplicate_id, self.customer)
        self.assertEqual(
            partner.signup_duplicate_hint, "Azure Interior has a similar name."
        )
        action = partner.action_open_signup_duplicate()
        self.assertEqual(action["res_id"], self.customer.id)
        other = self.sign_up("Deco", "deco@example.com")
        self.assertFalse(other.signup_duplicate_id)
        self.assertFalse(other.signup_duplicate_hint)
        with self.assertRaisesRegex(UserError, "Deco looks like no customer"):
            other.action_link_signup()
        self.assertEqual(other.signup_state, "waiting")

    def test_only_customers_take_sign_ups(self):
        """No company of ours, no colleague, no vendor, no other sign-up."""
        ours = self.company.partner_id
        colleague = self.approver.partner_id
        vendor = self.make_customer("Wood Corner", supplier_rank=1, is_company=True)
        for partner in (ours, colleague, vendor):
            partner = partner.sudo()
            email = f"p{partner.id}@elsewhere.example"
            asking = self.sign_up(partner.name, email, phone="+1 555 0100 99")
            self.assertFalse(asking.signup_duplicate_id, partner.name)
        first = self.sign_up("Twice Ltd", "one@twice.example")
        second = self.sign_up("Twice Ltd", "two@twice.example")
        self.assertFalse(first.signup_duplicate_id | second.signup_duplicate_id)

    def test_it_becomes_a_contact_of_the_customer(self):
        """It is approved, and sees the customer's documents."""
        group = self.env["customer.group"].create({"name": "Wholesale"})
        self.customer.write(
            {
                "customer_group_ids": [Command.set(group.ids)],
                "property_sale_currency_id": self.eur.id,
                "portal_off_area_ids": [Command.set(self.area_orders.ids)],
            }
        )
        invoice = self.make_invoice(self.customer)
        invoice.message_subscribe(self.customer.ids)
        partner = self.sign_up(
            customer_group_ids=[Command.create({"name": "Web"})],
            property_sale_currency_id=self.gbp.id,
        )
        user = partner.sudo().user_ids
        user.company_ids |= self.company
        found = [("id", "=", invoice.id)]
        self.assertFalse(self.env["account.move"].with_user(user).search(found))
        notice = partner.action_link_signup()
        self.assertEqual(
            notice["params"]["message"],
            "Azure Interior is now a contact of Azure Interior. The sign-up was "
            "approved.",
        )
        self.assertEqual(partner.parent_id, self.customer)
        self.assertFalse(partner.is_company)
        self.assertEqual(partner.signup_state, "approved")
        # groups and currency are those of the customer
        self.assertFalse(partner.customer_group_ids)
        self.assertEqual(partner.commercial_partner_id.customer_group_ids, group)
        self.assertEqual(partner.property_sale_currency_id, self.eur)
        self.assertFalse(partner.signup_duplicate_id)
        self.assertEqual(
            self.env["account.move"].with_user(user).search(found), invoice
        )
        self.assertIn(self.area_orders, user._get_portal_off_areas())
        self.assertNotIn(self.area_invoices, user._get_portal_off_areas())

    def test_its_own_documents_in_another_currency_forbid_it(self):
        self.customer.property_sale_currency_id = self.eur
        partner = self.sign_up()
        partner.sudo().property_sale_currency_id = self.gbp
        self.make_order(partner.sudo())
        with self.assertRaises(UserError) as raised:
            partner.action_link_signup()
        self.assertIn("can no longer be changed", str(raised.exception))
        self.assertFalse(partner.parent_id)
        self.assertEqual(partner.signup_state, "waiting")

    def test_only_staff_link(self):
        partner = self.sign_up()
        user = partner.sudo().user_ids
        for method in "action_link_signup", "action_open_signup_duplicate":
            with self.assertRaises(AccessError):
                getattr(partner.with_user(user), method)()
        with self.assertRaises(AccessError):
            partner.with_user(user).read(["signup_duplicate_hint"])

    def test_a_list_costs_the_same(self):
        partners = self.env["res.partner"].union(
            *(self.sign_up(f"Firm {n}", f"{n}@example.com") for n in range(20))
        )
        for some in partners[:2], partners:
            self.env.flush_all()
            self.env.invalidate_all()
            some.mapped("signup_state")
            with self.assertQueryCount(6):
                some.mapped("signup_duplicate_hint")
