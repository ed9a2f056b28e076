from odoo.tests import Form, tagged

from ..common import OnboardingCommon

FORM = "customer_onboarding.res_partner_customer_view_form"


@tagged("post_install", "-at_install")
class TestAddressBlocks(OnboardingCommon):
    """The address blocks of the form: what they start from, and what they tell."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.belgium = cls.env.ref("base.be")
        cls.own = {
            "street": "9 Head Office",
            "zip": "5000",
            "city": "Namur",
            "country_id": cls.belgium.id,
        }

    def street_of(self, customer, block):
        """The street of the contact that stores a block."""
        return customer._get_block_address(block).street

    def test_unticking_same_starts_from_the_customers_address(self):
        customer = self.make_customer(**self.own)
        with Form(customer, view=FORM) as form:
            form.billing_same = False
            self.assertEqual(form.billing_street, "9 Head Office")
            self.assertEqual(form.billing_zip, "5000")
            self.assertEqual(form.billing_city, "Namur")
            self.assertEqual(form.billing_country_id, self.belgium)
            # where, not who: mails to that contact would be mails to the customer
            self.assertFalse(form.billing_name)
            self.assertFalse(form.billing_email)
            self.assertFalse(form.shipping_street)
            form.billing_street = "1 Billing Street"
        billing = customer._get_block_address("billing")
        self.assertEqual(
            (billing.street, billing.zip, billing.city, billing.type),
            ("1 Billing Street", "5000", "Namur", "invoice"),
        )
        self.assertEqual(customer.street, "9 Head Office")
        self.assertTrue(customer.shipping_same)

    def test_a_copy_that_was_hidden_again_follows_the_customers_address(self):
        customer = self.make_customer(**self.own)
        with Form(customer, view=FORM) as form:
            form.billing_same = False
            form.billing_same = True
            form.street = "10 New Head Office"
            form.billing_same = False
            self.assertEqual(form.billing_street, "10 New Head Office")
            form.shipping_same = False
            form.shipping_name = "Dock"
            form.shipping_same = True
            form.street = "11 Head Office"
            form.shipping_same = False
            # somebody typed there
            self.assertEqual(form.shipping_street, "10 New Head Office")

    def test_a_new_customer_starts_from_what_was_typed(self):
        with Form(
            self.env["res.partner"].with_context(new_customer_form=True), view=FORM
        ) as form:
            form.name = "Azure Interior"
            form.street = "9 Head Office"
            form.shipping_same = False
            self.assertEqual(form.shipping_street, "9 Head Office")
            form.shipping_city = "Namur"
        shipping = form.record._get_block_address("shipping")
        self.assertEqual((shipping.street, shipping.city), ("9 Head Office", "Namur"))

    def test_an_archived_address_says_that_it_comes_back(self):
        customer = self.make_customer(**self.own, billing_street="1 Billing Street")
        with Form(customer, view=FORM) as form:
            self.assertFalse(form.billing_notice)
            form.billing_same = True
        self.assertEqual(self.street_of(customer, "billing"), False)
        with Form(customer, view=FORM) as form:
            self.assertFalse(form.billing_notice)
            form.billing_same = False
            # the archived one, not the customer's own
            self.assertEqual(form.billing_street, "1 Billing Street")
            self.assertIn("archived address", form.billing_notice)
            self.assertFalse(form.shipping_notice)
        self.assertEqual(self.street_of(customer, "billing"), "1 Billing Street")
        self.assertFalse(customer.billing_notice)

    def position_of_country(self, **values):
        """Taxes of a country, in place of those that the test's company has."""
        Position = self.env["account.fiscal.position"]
        Position.search([]).auto_apply = False
        return Position.create({"name": "Export", "auto_apply": True} | values)

    def test_a_missing_country_tells_what_taxes_do(self):
        elsewhere = self.setup_other_company()["company"]
        position = self.position_of_country(country_id=self.belgium.id)
        own = "customer's own address"
        without = "goods that go here"
        for values, expected in (
            ({}, own),
            ({"shipping_street": "2 Dock Road"}, own),
            (self.own, None),
            (self.own | {"shipping_street": "2 Dock Road"}, without),
            (
                self.own
                | {
                    "shipping_street": "2 Dock Road",
                    "shipping_country_id": self.belgium.id,
                },
                None,
            ),
            ({"property_account_position_id": position.id}, None),
        ):
            with self.subTest(values):
                customer = self.make_customer(**values)
                self.assertFalse(customer.billing_notice)
                if expected:
                    self.assertIn(expected, customer.shipping_notice)
                    # what it says is what Odoo does
                    delivery = customer._get_block_address("shipping")
                    found = position._get_fiscal_position(customer, delivery)
                    self.assertFalse(found)
                else:
                    self.assertFalse(customer.shipping_notice)
        # a company without such taxes has nothing to tell
        self.env["account.fiscal.position"].search([]).auto_apply = False
        customer = self.make_customer()
        self.assertFalse(customer.shipping_notice)
        position.company_id = elsewhere
        position.auto_apply = True
        customer.invalidate_recordset()
        self.assertFalse(customer.shipping_notice)
        theirs = customer.with_company(elsewhere)
        self.assertIn(own, theirs.shipping_notice)

    def test_the_notice_follows_the_form(self):
        self.position_of_country(country_id=self.belgium.id)
        with Form(self.make_customer(**self.own), view=FORM) as form:
            form.shipping_same = False
            self.assertFalse(form.shipping_notice)
            form.shipping_country_id = self.env["res.country"]
            self.assertIn("Without a country", form.shipping_notice)
            form.shipping_same = True
            self.assertFalse(form.shipping_notice)
        # a form that was just opened is not blamed yet
        with Form(self.env["res.partner"], view=FORM) as form:
            self.assertFalse(form.shipping_notice)
            form.name = "Somewhere"
            form.shipping_same = False
            self.assertIn("Without a country", form.shipping_notice)
