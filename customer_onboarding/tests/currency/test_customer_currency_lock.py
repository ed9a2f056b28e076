from functools import partial
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user

from .common import EuroCustomerCommon


class TestCustomerCurrencyLock(EuroCustomerCommon):
    """Every way around the lock fails with its sentence; every legitimate one works."""

    def assert_refused(self, ways, document, customer=None):
        """Each of the ways raises, names customer and document, changes nothing."""
        customer = customer or self.customer
        currency = customer._get_customer_currency()
        for name, way in ways.items():
            with self.subTest(name):
                with self.assertRaises(UserError) as caught, self.cr.savepoint():
                    way()
                message = str(caught.exception)
                self.assertIn("can no longer be changed", message)
                self.assertIn(customer.name, message)
                self.assertIn(document.display_name, message)
                self.assertIn("Cancel or delete the customer's documents", message)
                customer.invalidate_recordset()
                self.assertEqual(customer._get_customer_currency(), currency)

    def ways_to_gbp(self):
        """What staff and programs do to give the customer another currency."""
        customer, gbp = self.customer, self.gbp
        values = {"property_sale_currency_id": gbp.id}
        settings = self.env["res.config.settings"].sudo().create({}).env
        server_action = (
            self.env["ir.actions.server"]
            .sudo()
            .create(
                {
                    "name": "Pounds for all",
                    "model_id": self.env["ir.model"]._get_id("res.partner"),
                    "state": "code",
                    "code": f"record.write({values!r})",
                }
            )
        )
        user = self.make_portal_user(self.contact)
        # the ORM writes on contacts as whoever began the transaction: not the tests
        self.patch(self.env.transaction, "default_env", self.env)
        return {
            "write": lambda: customer.write(values),
            "empty it": lambda: customer.write({"property_sale_currency_id": False}),
            "sudo": lambda: customer.sudo().write(values),
            "superuser": lambda: (
                customer.with_user(1).with_company(self.company).write(values)
            ),
            "contexts": lambda: customer.with_context(
                install_mode=True,
                module="base",
                tracking_disable=True,
                import_file=True,
            ).write(values),
            "form": lambda: customer.web_save(values, {}),
            "multi-edit": lambda: (self.make_customer("Deco") | customer).web_save(
                values, {}
            ),
            "on a contact": lambda: self.contact.write(values),
            "with the contact created": lambda: self.make_customer(
                "Robin", parent_id=customer.id, **values
            ),
            "among the values of a contact": lambda: customer.write(
                {"child_ids": [Command.update(self.contact.id, values)]}
            ),
            "with a contact created on the form": lambda: customer.write(
                {"child_ids": [Command.create({"name": "Robin", **values})]}
            ),
            "through another record": lambda: user.sudo().write(values),
            "other company's parent": lambda: customer.write(
                {"parent_id": self.make_customer("Group").id, "is_company": False}
            ),
            "linked by a new parent": lambda: self.make_customer(
                "Group",
                child_ids=[
                    Command.link(customer.id),
                    Command.update(customer.id, {"is_company": False}),
                ],
                **values,
            ),
            "with another company": lambda: customer.write(
                {"company_id": self.company.id, **values}
            ),
            "made a contact of another, and back": lambda: customer.write(
                {"parent_id": False, "is_company": True, **values}
            ),
            "server action": lambda: server_action.with_context(
                active_model="res.partner", active_id=customer.id
            ).run(),
            "with settings": lambda: customer.with_env(settings).write(values),
        }

    def test_each_way_is_refused(self):
        for make in (
            lambda: self.make_invoice(self.customer),
            lambda: self.make_invoice(self.contact, post=False),
            lambda: self.make_invoice(self.customer, move_type="out_refund"),
            lambda: self.make_invoice(self.customer, move_type="out_receipt"),
            lambda: self.env["account.move"].create(
                {"move_type": "out_invoice", "partner_id": self.contact.id}
            ),
            lambda: self.make_order(self.contact, state="draft"),
            lambda: self.make_order(self.customer, state="sale"),
            lambda: self.make_payment(self.contact),
        ):
            with self.subTest(), self.rolled_back():
                document = make()
                self.assert_refused(self.ways_to_gbp(), document)

    def make_payment(self, partner):
        return self.env["account.payment"].create(
            {
                "partner_id": partner.id,
                "payment_type": "inbound",
                "partner_type": "customer",
                "amount": 10,
            }
        )

    def test_staff_without_the_documents_are_refused(self):
        """What they may not read locks all the same, and is named in the sentence."""
        staff = new_test_user(
            self.env,
            "staff",
            "base.group_user,base.group_partner_manager",
            company_id=self.company.id,
        )
        customer = self.customer.with_user(staff)
        for invoice in (self.make_invoice(self.contact), self.make_order(self.contact)):
            self.assertFalse(invoice.with_user(staff).has_access("read"))
            self.assert_refused(
                {
                    "write": partial(
                        customer.write, {"property_sale_currency_id": False}
                    )
                },
                invoice,
            )
            invoice.state = "cancel"

    def test_import_is_refused(self):
        invoice = self.make_invoice(self.customer)
        self.env["ir.model.data"].create(
            {
                "module": "customer_onboarding",
                "name": "locked_customer",
                "model": "res.partner",
                "res_id": self.customer.id,
            }
        )
        result = self.env["res.partner"].load(
            ["id", "property_sale_currency_id"],
            [["customer_onboarding.locked_customer", "GBP"]],
        )
        self.assertFalse(result["ids"])
        self.assertIn(invoice.name, result["messages"][0]["message"])
        self.assertIn("can no longer be changed", result["messages"][0]["message"])

    def test_contact_with_documents_keeps_the_currency_they_are_in(self):
        order = self.make_order(self.contact)
        group = self.make_customer("Group", property_sale_currency_id=self.gbp.id)
        self.assert_refused(
            {
                "other parent": lambda: self.contact.write({"parent_id": group.id}),
                "parent's list": lambda: group.write(
                    {"child_ids": [Command.link(self.contact.id)]}
                ),
            },
            order,
        )
        # on its own it keeps the euro
        self.contact.parent_id = False
        self.assertEqual(self.contact._get_customer_currency(), self.eur)
        same = self.make_customer("Same", property_sale_currency_id=self.eur.id)
        self.contact.parent_id = same
        self.assertEqual(self.contact.commercial_partner_id, same)
        self.assert_refused(
            {"write": lambda: same.write({"property_sale_currency_id": False})},
            order,
            customer=same,
        )

    def test_company_that_becomes_a_contact(self):
        """Its own documents keep its currency, as those of its archived contacts do."""
        for archived in False, True:
            with self.subTest(archived=archived), self.rolled_back():
                branch = self.make_customer(
                    "Branch",
                    parent_id=self.customer.id,
                    is_company=True,
                    property_sale_currency_id=self.gbp.id,
                )
                below = self.make_customer("Below", parent_id=branch.id)
                order = self.make_order(below if archived else branch)
                below.active = not archived
                self.assertEqual(order.currency_id, self.gbp)
                self.assert_refused(
                    {"no company": partial(branch.write, {"is_company": False})},
                    order,
                    customer=branch,
                )

    def test_contact_takes_that_its_customer_has_none(self):
        person = self.make_customer(
            "Kim", is_company=False, property_sale_currency_id=self.gbp.id
        )
        person.parent_id = plain = self.make_customer("Plain")
        self.assertFalse(person.property_sale_currency_id)
        self.assertEqual(person._get_customer_currency(), self.company_currency)
        person.property_sale_currency_id = self.eur
        self.assertEqual(plain.property_sale_currency_id, self.eur)
        plain.property_sale_currency_id = self.gbp
        self.assertEqual(person.property_sale_currency_id, self.gbp)

    def test_what_is_for_new_customers_leaves_the_locked_one(self):
        """Neither defaults, nor groups, nor copies bring another currency."""
        order = self.make_order(self.customer)
        self.company.customer_currency_id = self.gbp
        group = self.env["customer.group"].create(
            {"name": "Pounds", "sale_currency_id": self.gbp.id}
        )
        self.customer.customer_group_ids = group
        self.customer.company_id = self.company
        own_default = self.env["ir.default"].create(
            {
                "field_id": self.env["ir.model.fields"]
                ._get("res.partner", "property_sale_currency_id")
                .id,
                "user_id": self.env.user.id,
                "json_value": str(self.gbp.id),
            }
        )
        self.env.invalidate_all()
        self.assertTrue(own_default.exists())
        self.assertEqual(self.customer.property_sale_currency_id, self.eur)
        self.assertEqual(self.customer._get_customer_currency(), order.currency_id)
        # a copy is another customer, without documents
        copy = self.customer.copy()
        self.assertFalse(copy._get_currency_lock_reason())
        copy.property_sale_currency_id = self.gbp
        self.assertEqual(self.customer._get_customer_currency(), self.eur)

    def test_count_says_when_there_are_more(self):
        for __ in range(3):
            self.make_order(self.customer)
        path = "odoo.addons.customer_onboarding.models.transaction.res_partner"
        for limit, count in ((2, "2+"), (3, "3"), (1000, "3")):
            with patch(f"{path}.COUNT_LIMIT", limit):
                self.customer.invalidate_recordset()
                self.assertEqual(self.customer.currency_order_count, count)

    def test_default_for_all_customers_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "cannot have a default"):
            self.env["ir.default"].sudo().set(
                "res.partner", "property_sale_currency_id", self.gbp.id
            )

    def test_company_currency_is_that_of_customers_without_one(self):
        company = self.env["res.company"].create(
            {"name": "Young", "currency_id": self.gbp.id}
        )
        self.env.user.company_ids |= company
        plain = self.make_customer("Plain").with_company(company)
        order = (
            self.env["sale.order"]
            .with_company(company)
            .create({"partner_id": plain.id})
        )
        self.assertEqual(order.currency_id, self.gbp)
        self.assert_refused(
            {"company": lambda: company.write({"currency_id": self.eur.id})},
            order,
            customer=plain,
        )
        order.action_cancel()
        # who has a currency of its own is no matter of the company's
        own = self.make_customer("Own").with_company(company)
        own.property_sale_currency_id = self.gbp
        own.env["sale.order"].create({"partner_id": own.id})
        company.currency_id = self.eur
        self.assertEqual(plain._get_customer_currency(), self.eur)
        self.assertEqual(own._get_customer_currency(), self.gbp)

    def test_unlocked_by_the_end_of_the_last_document(self):
        first, last = self.make_order(self.customer), self.make_payment(self.contact)
        first.action_cancel()
        self.assertIn(last.display_name, self.customer._get_currency_lock_reason())
        last.unlink()
        self.assertFalse(self.customer._get_currency_lock_reason())
        self.customer.property_sale_currency_id = self.gbp
        self.assertEqual(self.contact._get_customer_currency(), self.gbp)
        first.action_draft()
        self.assertIn(first.name, self.customer._get_currency_lock_reason())

    def test_vendor_documents_do_not_lock(self):
        self.make_invoice(self.customer, move_type="in_invoice")
        self.make_payment(self.customer).write({"partner_type": "supplier"})
        self.customer.property_sale_currency_id = self.gbp
        self.assertEqual(self.customer.property_sale_currency_id, self.gbp)

    def test_form_says_why_and_shows_the_documents(self):
        self.make_order(self.customer)
        orders = self.make_order(self.contact) | self.customer.sale_order_ids
        self.customer.invalidate_recordset()
        form = Form(
            self.customer, view="customer_onboarding.res_partner_customer_view_form"
        )
        self.assertIn(self.customer.name, form.sale_currency_lock_reason)
        self.assertEqual(form.currency_order_count, "2")
        self.assertFalse(form.currency_invoice_count)
        action = self.customer.with_context(
            transaction_model="sale.order"
        ).action_view_currency_transactions()
        self.assertEqual(self.env["sale.order"].search(action["domain"]), orders)

    def test_list_is_one_query(self):
        customers = self.env["res.partner"]
        for number in range(80):
            customers |= self.make_customer(f"Customer {number}")
        for customer in customers[::2]:
            self.make_invoice(customer, post=False)
        self.env.flush_all()
        customers.mapped("commercial_partner_id.name")
        with self.assertQueryCount(1):
            found = customers._find_transactions()
        self.assertEqual(set(found), set(customers[::2].ids))
