from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import Form, new_test_user

from .common import EuroCustomerCommon

FORM = "customer_onboarding.res_partner_customer_view_form"


class TestCurrencyContinue(EuroCustomerCommon):
    """A customer whose currency is locked goes on as a second one in another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls.make_invoice(cls.customer)
        cls.Wizard = cls.env["customer.currency.continue"]

    def wizard(self, customer=None, currency=None, **values):
        customer = customer or self.customer
        currency = currency or self.gbp
        return self.Wizard.create(
            {"partner_id": customer.id, "currency_id": currency.id} | values
        )

    def continue_in(self, currency=None, customer=None, **values):
        """The new customer that the dialog opens."""
        action = self.wizard(customer, currency, **values).action_continue()
        self.assertEqual(action["params"]["type"], "success")
        opened = action["params"]["next"]
        self.assertEqual(opened["res_model"], "res.partner")
        return self.env["res.partner"].browse(opened["res_id"])

    def last_note(self, partner):
        return partner.message_ids.sorted("id")[-1].body

    def test_dialog(self):
        action = self.contact.action_continue_currency()
        form = Form(self.Wizard.with_context(**action["context"]))
        self.assertEqual(form.partner_id, self.customer)
        form.currency_id = self.gbp
        self.assertEqual(form.name, "Azure Interior (GBP)")
        self.assertEqual(form.contact_ids[:], self.contact)
        self.assertEqual(form.contact_mode, "copy")
        self.assertFalse(form.archive_former)
        form.name = "Azure UK"
        new = self.env["res.partner"].browse(
            form.save().action_continue()["params"]["next"]["res_id"]
        )
        self.assertEqual(new.name, "Azure UK")

    def test_what_is_copied(self):
        group = self.env["customer.group"].create({"name": "Wholesale"})
        term = self.env.ref("account.account_payment_term_30days")
        position = self.env["account.fiscal.position"].create({"name": "Abroad"})
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euros for Azure", "currency_id": self.eur.id}
        )
        self.customer.action_unlock_language()
        values = {
            "lang": "fr_FR",
            "vat": "BE0477472701",
            "street": "Rue Haute 1",
            "city": "Namur",
            "country_id": self.env.ref("base.be").id,
            "phone": "+32 81 81 37 00",
            "user_id": self.env.user.id,
            "property_payment_term_id": term.id,
            "property_account_position_id": position.id,
        }
        self.customer.write(values)
        self.customer.customer_group_ids = group
        self.customer.portal_off_area_ids = self.area_orders
        self.customer.specific_property_product_pricelist = pricelist
        self.customer.write({"billing_name": "Ledger", "billing_city": "Liège"})
        self.customer.write({"shipping_name": "Depot", "shipping_city": "Mons"})
        self.contact.portal_off_area_ids = self.area_invoices
        below = self.make_customer("Robin", parent_id=self.contact.id)

        new = self.continue_in()

        [copied] = new.read(list(values), load=None)
        self.assertEqual({name: copied[name] for name in values}, values)
        self.assertEqual(new.name, "Azure Interior (GBP)")
        self.assertTrue(new.is_company)
        self.assertEqual(new.email, self.customer.email)
        self.assertEqual(new.property_sale_currency_id, self.gbp)
        self.assertFalse(new.specific_property_product_pricelist)
        self.assertEqual(new.property_product_pricelist.currency_id, self.gbp)
        self.assertEqual(new.customer_group_ids, group)
        self.assertEqual(new.portal_off_area_ids, self.area_orders)
        self.assertEqual(new.customer_rank, 1)
        self.assertFalse(new.billing_same)
        self.assertEqual(new.billing_name, "Ledger")
        self.assertEqual(new.billing_city, "Liège")
        self.assertEqual(new.shipping_name, "Depot")
        self.assertEqual(new.shipping_city, "Mons")
        camille = new.child_ids.filtered(lambda one: one.name == "Camille")
        self.assertEqual(camille.email, self.contact.email)
        self.assertEqual(camille.portal_off_area_ids, self.area_invoices)
        self.assertEqual(camille.property_sale_currency_id, self.gbp)
        self.assertEqual(camille.child_ids.name, "Robin")
        self.assertEqual(camille.child_ids.commercial_partner_id, new)
        # copies: the former customer keeps all it had
        self.assertEqual(below.parent_id, self.contact)
        self.assertEqual(self.contact.parent_id, self.customer)
        self.assertEqual(self.customer.property_sale_currency_id, self.eur)
        self.assertEqual(self.customer.specific_property_product_pricelist, pricelist)

    def test_documents_stay(self):
        draft = self.make_invoice(self.contact, amount=70.0, post=False)
        order = self.make_order(self.customer)
        total = order.amount_total
        new = self.continue_in()
        documents = (self.invoice, 100.0), (draft, 70.0), (order, total)
        for document, amount in documents:
            self.assertEqual(document.partner_id.commercial_partner_id, self.customer)
            self.assertEqual(document.currency_id, self.eur)
            self.assertAlmostEqual(document.amount_total, amount, 2)
        self.assertEqual(draft.state, "draft")
        self.assertFalse(new._get_currency_lock_reason())
        self.assertEqual(self.make_invoice(new).currency_id, self.gbp)

    def test_linked_both_ways(self):
        new = self.continue_in()
        self.assertEqual(new.currency_sibling_ids, self.customer)
        self.assertEqual(self.customer.currency_sibling_ids, new)
        self.assertEqual(
            self.customer.currency_sibling_text, "Also in GBP: Azure Interior (GBP)"
        )
        self.assertEqual(new.currency_sibling_text, "Also in EUR: Azure Interior")
        for one, other in ((self.customer, new), (new, self.customer)):
            self.assertEqual(one.action_view_currency_siblings()["res_id"], other.id)
            self.assertIn(f'data-oe-id="{other.id}"', self.last_note(one))
            self.assertIn("GBP", self.last_note(one))
        # a third one finds both, wherever it comes from
        self.make_invoice(new)
        usd = self.env.ref("base.USD")
        third = self.continue_in(usd, customer=new, name="Azure Interior (USD)")
        self.assertEqual(third.currency_origin_id, self.customer)
        self.assertEqual(third.currency_sibling_ids, self.customer | new)
        self.assertEqual(
            third.currency_sibling_text,
            "Also in EUR: Azure Interior; Also in GBP: Azure Interior (GBP)",
        )
        action = third.action_view_currency_siblings()
        self.assertEqual(action["domain"], [("id", "in", (self.customer | new).ids)])

    def test_repeated(self):
        new = self.continue_in()
        wizard = self.wizard()
        self.assertEqual(wizard.sibling_id, new)
        self.assertEqual(wizard.action_open_sibling()["res_id"], new.id)
        message = (
            "Azure Interior is in GBP already, as Azure Interior .GBP.. Open that "
            "customer, or choose another currency."
        )
        with self.assertRaisesRegex(UserError, message):
            wizard.action_continue()
        new.action_archive()
        self.customer.invalidate_recordset()
        with self.assertRaisesRegex(UserError, message):
            self.wizard().action_continue()
        self.assertEqual(
            self.customer.currency_sibling_text,
            "Also in GBP: Azure Interior (GBP) (archived)",
        )

    def test_refusals(self):
        free = self.make_customer("Free")
        with self.assertRaisesRegex(UserError, "The currency of Free is not locked"):
            free.action_continue_currency()
        with self.assertRaisesRegex(UserError, "The currency of Free is not locked"):
            self.wizard(free).action_continue()
        with self.assertRaisesRegex(UserError, "Azure Interior is in EUR already"):
            self.wizard(currency=self.eur).action_continue()
        with self.assertRaisesRegex(UserError, "Camille is a contact: continue"):
            self.wizard(self.contact).action_continue()
        with self.assertRaisesRegex(UserError, "Free is no contact of Azure"):
            self.wizard(contact_ids=free.ids).action_continue()
        with self.assertRaisesRegex(UserError, "Enter a name"):
            self.wizard(name=" ").action_continue()
        archived = self.env.ref("base.JPY")
        archived.active = False
        with (
            self.assertRaisesRegex(ValidationError, "JPY is archived"),
            self.cr.savepoint(),
        ):
            self.wizard(currency=archived).action_continue()
        with (
            self.assertRaisesRegex(ValidationError, "cannot continue itself"),
            self.cr.savepoint(),
        ):
            self.customer.currency_origin_id = self.customer
        self.assertFalse(self.customer.currency_sibling_ids)

    def test_contacts_without_their_accounts(self):
        user = self.make_portal_user(self.contact)
        new = self.continue_in()
        self.assertEqual(user.partner_id, self.contact)
        self.assertEqual(self.contact.commercial_partner_id, self.customer)
        self.assertFalse(new.child_ids.user_ids)
        self.assertEqual(new.child_ids.email, self.contact.email)
        self.assertFalse(new.child_ids.invitation_ids)

    def test_contacts_that_stay(self):
        new = self.continue_in(contact_ids=[Command.clear()])
        self.assertFalse(new.child_ids)

    def test_contacts_moved_with_their_accounts(self):
        user = self.make_portal_user(self.contact)
        new = self.continue_in(contact_mode="move")
        self.assertEqual(self.contact.parent_id, new)
        self.assertEqual(new.child_ids, self.contact)
        self.assertEqual(user.partner_id.commercial_partner_id, new)
        self.assertEqual(user.login, "camille@example.com")
        self.assertTrue(user.active)
        self.assertFalse(self.customer.child_ids)

    def test_contacts_with_documents_are_not_moved(self):
        order = self.make_order(self.contact)
        with self.assertRaisesRegex(
            UserError, f"Camille cannot be moved .*{order.name}"
        ):
            self.wizard(contact_mode="move").action_continue()

    def test_archived_on_request(self):
        new = self.continue_in(archive_former=True)
        self.assertFalse(self.customer.active)
        new.invalidate_recordset()
        self.assertTrue(new.active)
        self.assertEqual(
            new.currency_sibling_text, "Also in EUR: Azure Interior (archived)"
        )

    def test_not_archived_while_somebody_signs_in_with_it(self):
        self.make_portal_user(self.customer, "azure@example.com")
        with (
            self.assertRaisesRegex(
                UserError, "cannot be archived because azure@example.com signs in"
            ),
            self.cr.savepoint(),
        ):
            self.wizard(archive_former=True).action_continue()
        self.assertTrue(self.customer.active)
        self.assertFalse(self.customer.currency_sibling_ids)

    def test_rights(self):
        """Who may create customers, may; nobody else, nor by programs."""
        clerk = new_test_user(
            self.env,
            "clerk",
            "base.group_user,customer_onboarding.group_user",
            company_id=self.company.id,
        )
        refused = [
            self.make_portal_user(self.contact),
            new_test_user(self.env, "plain", "base.group_user"),
            new_test_user(self.env, "seller", "sales_team.group_sale_salesman"),
        ]
        wizard = self.wizard()
        values = {"partner_id": self.customer.id, "currency_id": self.gbp.id}
        for user in refused:
            wizard_model = self.Wizard.with_user(user)
            partners = self.customer.with_user(user).browse()
            for model, name, args in (
                (partners, "action_continue_currency", [self.customer.ids]),
                (wizard_model, "create", [values]),
                (wizard_model, "action_continue", wizard.ids),
                (wizard_model, "action_open_sibling", wizard.ids),
            ):
                with (
                    self.subTest(user=user.login, method=name),
                    self.assertRaises(AccessError),
                    self.cr.savepoint(),
                ):
                    call_kw(model, name, args, {})
        self.assertFalse(self.customer.currency_sibling_ids)
        as_clerk = self.Wizard.with_user(clerk).create(values)
        action = call_kw(as_clerk.browse(), "action_continue", as_clerk.ids, {})
        new = self.env["res.partner"].browse(action["params"]["next"]["res_id"])
        self.assertEqual(new.property_sale_currency_id, self.gbp)
        self.assertEqual(new.child_ids.name, "Camille")

    def test_another_company(self):
        """The currency is this company's: the others start with their own."""
        other = self.setup_other_company()["company"]
        new = self.continue_in()
        self.assertFalse(new.with_company(other).property_sale_currency_id)
        self.assertEqual(
            new.with_company(other)._get_customer_currency(), other.currency_id
        )
        free = self.customer.with_company(other)
        with self.assertRaisesRegex(UserError, "is not locked"):
            free.action_continue_currency()

    def test_merged(self):
        """Siblings that become one name nobody; the others find each other still."""
        merge = self.env["base.partner.merge.automatic.wizard"]._merge
        new = self.continue_in()
        third = self.continue_in(self.env.ref("base.USD"))
        merge((new | third).ids, third)
        self.assertEqual(third.currency_sibling_ids, self.customer)
        merge((self.customer | third).ids, third)
        self.assertFalse(third.currency_origin_id)
        self.assertFalse(third.currency_sibling_ids)

    def test_first_one_merged_into_one_of_another_family(self):
        merge = self.env["base.partner.merge.automatic.wizard"]._merge
        new = self.continue_in()
        other = self.make_customer("Deco", property_sale_currency_id=self.eur.id)
        first = self.make_customer("Deco First")
        other.currency_origin_id = first
        merge((self.customer | other).ids, other)
        self.assertEqual(new.currency_origin_id, first)
        self.assertEqual(new.currency_sibling_ids, first | other)

    def test_form(self):
        form = self.env["res.partner"].get_view(self.env.ref(FORM).id)["arch"]
        self.assertIn('name="action_continue_currency"', form)
        self.assertIn('name="currency_sibling_text"', form)

    def test_cost(self):
        """Queries do not grow with the contacts by more than Odoo's own creation."""
        counts = []
        for number in (2, 12):
            customer = self.make_customer(
                f"Customer {number}", property_sale_currency_id=self.eur.id
            )
            self.env["res.partner"].create(
                [
                    {"name": f"Contact {n}", "parent_id": customer.id}
                    for n in range(number)
                ]
            )
            self.make_invoice(customer)
            wizard = self.wizard(customer)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            wizard.action_continue()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1] - counts[0], 10 * 2, counts)
