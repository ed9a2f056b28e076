from odoo.tests import Form

from .common import OnboardingCommon

FORM = "customer_onboarding.res_partner_customer_view_form"


class TestCustomerForm(OnboardingCommon):
    def new_form(self):
        return Form(
            self.env["res.partner"].with_context(
                new_customer_form=True, default_is_company=True
            ),
            view=FORM,
        )

    def test_blocks_are_stored_as_standard_children(self):
        with self.new_form() as form:
            form.name = "Azure Interior"
            self.assertTrue(form.billing_same)
            form.billing_same = False
            form.billing_street = "1 Billing Street"
            form.billing_city = "Lyon"
            form.billing_country_id = self.env.ref("base.fr")
            form.shipping_same = False
            form.shipping_street = "2 Dock Road"
        customer = form.record
        billing = customer.child_ids.filtered(lambda c: c.type == "invoice")
        shipping = customer.child_ids.filtered(lambda c: c.type == "delivery")
        self.assertEqual(
            (billing.street, billing.city, billing.country_id.code),
            ("1 Billing Street", "Lyon", "FR"),
        )
        self.assertEqual(shipping.street, "2 Dock Road")
        addresses = customer.address_get(["invoice", "delivery"])
        self.assertEqual(addresses["invoice"], billing.id)
        self.assertEqual(addresses["delivery"], shipping.id)
        with Form(customer, view=FORM) as form:
            self.assertEqual(form.billing_street, "1 Billing Street")
            form.billing_zip = "69001"
        self.assertEqual((billing.zip, billing.street), ("69001", "1 Billing Street"))

    def test_a_new_customer_shows_the_currency_of_its_group(self):
        """The form sends what it shows: an empty currency would be taken as chosen."""
        self.env.user.group_ids |= self.env.ref("base.group_multi_currency")
        company = self.env.company
        company.customer_currency_id = self.gbp
        Group = self.env["customer.group"]
        euros = Group.create({"name": "Euros", "sale_currency_id": self.eur.id})
        plain = Group.create({"name": "Plain"})
        with self.new_form() as form:
            form.name = "Azure Interior"
            self.assertEqual(form.property_sale_currency_id, self.gbp)
            form.customer_group_ids.add(plain)
            self.assertEqual(form.property_sale_currency_id, self.gbp)
            form.customer_group_ids.add(euros)
            self.assertEqual(form.property_sale_currency_id, self.eur)
        self.assertEqual(form.record.property_sale_currency_id, self.eur)
        with self.new_form() as form:
            form.name = "Deco Addict"
            form.property_sale_currency_id = company.currency_id
            form.customer_group_ids.add(euros)
        chosen = form.record.property_sale_currency_id
        self.assertEqual(chosen, company.currency_id, "chosen by hand")
        # an existing customer keeps what it has
        with Form(form.record, view=FORM) as form:
            form.customer_group_ids.clear()
        self.assertEqual(form.record.property_sale_currency_id, company.currency_id)

    def test_one_value_written_leaves_the_others(self):
        customer = self.make_customer(billing_street="1 Billing Street")
        billing = customer.child_ids
        customer.write({"billing_city": "Lyon"})
        self.assertEqual((billing.street, billing.city), ("1 Billing Street", "Lyon"))
        self.assertEqual(customer.child_ids, billing)
        self.assertFalse(customer.billing_same)

    def test_same_as_customer_archives_and_comes_back(self):
        customer = self.make_customer(billing_street="1 Billing Street")
        billing = customer.child_ids
        customer.billing_same = True
        self.assertFalse(billing.active)
        self.assertFalse(customer.billing_street)
        customer.billing_same = False
        self.assertTrue(billing.active)
        self.assertEqual(customer.billing_street, "1 Billing Street")

    def test_empty_block_creates_nothing(self):
        customer = self.make_customer(billing_same=False, shipping_street=False)
        self.assertFalse(customer.child_ids)
        self.assertTrue(customer.billing_same)

    def test_children_made_elsewhere_show(self):
        customer = self.make_customer()
        self.assertTrue(customer.shipping_same)
        shipping = self.env["res.partner"].create(
            {"parent_id": customer.id, "type": "delivery", "street": "2 Dock Road"}
        )
        self.assertEqual(customer.shipping_street, "2 Dock Road")
        shipping.street = "3 Dock Road"
        self.assertEqual(customer.shipping_street, "3 Dock Road")
        shipping.unlink()
        self.assertTrue(customer.shipping_same)

    def test_adding_a_contact_keeps_what_was_typed(self):
        customer = self.make_customer()
        with Form(customer, view=FORM) as form:
            form.billing_same = False
            form.billing_street = "1 Billing Street"
            with form.child_ids.new() as contact:
                contact.name = "Camille"
            self.assertEqual(form.billing_street, "1 Billing Street")
        self.assertEqual(customer.billing_street, "1 Billing Street")

    def test_unticking_same_shows_the_address_that_comes_back(self):
        customer = self.make_customer()
        with Form(customer, view=FORM) as form:
            form.shipping_same = False
            form.shipping_street = "2 Dock Road"
            form.shipping_city = "Namur"
        address = customer.child_ids
        with Form(customer, view=FORM) as form:
            form.shipping_same = True
        self.assertFalse(address.active)
        with Form(customer, view=FORM) as form:
            self.assertFalse(form.shipping_street)
            form.shipping_same = False
            self.assertEqual(form.shipping_street, "2 Dock Road")
            self.assertEqual(form.shipping_city, "Namur")
            form.shipping_city = False
        self.assertEqual(customer.child_ids, address)
        self.assertEqual(address.street, "2 Dock Road")
        self.assertFalse(address.city, "what was emptied on the form stays empty")
        # what was typed in the form is not replaced by what was there before
        customer.shipping_same = True
        with Form(customer, view=FORM) as form:
            form.shipping_same = False
            form.shipping_street = "3 Quay"
            form.shipping_same = True
            form.shipping_same = False
            self.assertEqual(form.shipping_street, "3 Quay")
        self.assertEqual(address.street, "3 Quay")

    def test_an_address_written_anew_has_nothing_of_the_former(self):
        customer = self.make_customer(
            billing_street="1 Billing Street", billing_city="Namur"
        )
        address = customer.child_ids
        customer.billing_same = True
        customer.billing_street = "5 New Street"
        self.assertEqual(customer.child_ids, address)
        self.assertEqual(customer.billing_street, "5 New Street")
        self.assertFalse(customer.billing_city)

    def test_new_documents_take_the_addresses(self):
        customer = self.make_customer(
            billing_street="1 Billing Street", shipping_street="2 Dock Road"
        )
        with Form(
            self.env["account.move"].with_context(default_move_type="out_invoice")
        ) as form:
            form.partner_id = customer
        created = self.make_invoice(customer, post=False)
        for invoice in form.record, created:
            self.assertEqual(invoice.partner_id, customer)
            self.assertEqual(invoice.partner_invoice_id.street, "1 Billing Street")
            self.assertEqual(invoice.partner_shipping_id.street, "2 Dock Road")
        order = self.make_order(customer)
        self.assertEqual(order.partner_invoice_id.street, "1 Billing Street")
        self.assertEqual(order.partner_shipping_id.street, "2 Dock Road")
        bill = self.make_invoice(customer, post=False, move_type="in_invoice")
        self.assertFalse(bill.partner_invoice_id)

    def printed(self, invoice):
        html, __ = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", invoice.ids
        )
        return html.decode()

    def test_printed_addresses(self):
        customer = self.make_customer(
            street="9 Head Office",
            billing_street="1 Billing Street",
            shipping_street="2 Dock Road",
        )
        html = self.printed(self.make_invoice(customer))
        self.assertIn("1 Billing Street", html)
        self.assertIn("2 Dock Road", html)
        self.assertNotIn("9 Head Office", html)
        # billing elsewhere, shipping to the customer's own address
        customer.shipping_same = True
        html = self.printed(self.make_invoice(customer))
        self.assertIn("1 Billing Street", html)
        self.assertIn("9 Head Office", html)
        # an invoice from before the installation prints as it was issued
        invoice = self.make_invoice(customer)
        invoice.partner_invoice_id = False
        html = self.printed(invoice)
        self.assertIn("9 Head Office", html)
        self.assertNotIn("1 Billing Street", html)
