from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from ..common import OnboardingCommon

CLOSE = "ir.actions.act_window_close"
FORM = "customer_onboarding.res_partner_customer_view_form"


class TestLanguageLock(OnboardingCommon):
    """A locked language stays, whichever way it is changed; the padlock opens it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("de_DE")
        cls.customer = cls.make_customer(lang="fr_FR")
        cls.contact = cls.make_customer("Camille", parent_id=cls.customer.id)
        cls.plain = cls.make_customer("Plain", lang="en_US")

    def assert_refused(self, way, document, partner=None):
        partner = partner or self.customer
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            way()
        message = str(caught.exception)
        self.assertIn(f"The language of {partner.display_name} is locked", message)
        self.assertIn(document.display_name, message)
        self.assertIn("first unlock it with the padlock", message)
        self.assertIn(self.customer.name, message)
        partner.invalidate_recordset()
        self.assertEqual(partner.lang, "fr_FR")

    def assert_notice(self, action, message):
        """It says so in green, and stays on the screen, which is loaded anew."""
        self.assertEqual(action["tag"], "customer_onboarding.notice")
        self.assertEqual(action["params"]["type"], "success")
        self.assertEqual(action["params"]["message"], message)
        self.assertEqual(action["params"]["next"]["type"], CLOSE)

    def last_note(self, partner):
        return partner.message_ids.sorted("id")[-1].body

    def test_each_way_is_refused(self):
        document = self.make_order(self.contact, state="draft")
        values = {"lang": "de_DE"}
        customer, contact = self.customer, self.contact
        user = self.make_portal_user(contact)
        for way, partner in (
            (lambda: customer.write(values), customer),
            (lambda: customer.sudo().write(values), customer),
            (lambda: customer.with_user(1).write(values), customer),
            (lambda: customer.write({"lang": False}), customer),
            (lambda: customer.web_save(values, {}), customer),
            (lambda: (self.plain | customer).web_save(values, {}), customer),
            (
                lambda: customer.with_context(import_file=True).write(values),
                customer,
            ),
            (lambda: contact.write(values), contact),
            (
                lambda: customer.write(
                    {"child_ids": [Command.update(contact.id, values)]}
                ),
                contact,
            ),
            (lambda: user.sudo().write(values), contact),
        ):
            self.assert_refused(way, document, partner)
        self.assertEqual(self.plain.lang, "en_US")

    def test_import_is_refused(self):
        self.make_invoice(self.customer)
        self.env["ir.model.data"].create(
            {
                "module": "__import__",
                "name": "azure",
                "model": "res.partner",
                "res_id": self.customer.id,
            }
        )
        result = self.env["res.partner"].load(
            ["id", "lang"], [["__import__.azure", "German / Deutsch"]]
        )
        [message] = result["messages"]
        self.assertIn("is locked because ", message["message"])
        self.assertEqual(self.customer.lang, "fr_FR")

    def test_free_without_transaction_and_without_the_setting(self):
        self.customer.lang = "de_DE"
        self.make_invoice(self.customer)
        self.assertTrue(self.customer._get_language_lock_reason())
        self.company.customer_language_lock = False
        self.assertFalse(self.customer._get_language_lock_reason())
        self.customer.lang = "fr_FR"
        self.assertEqual(self.customer.lang, "fr_FR")

    def test_a_first_language_is_no_change(self):
        self.plain.lang = False
        self.make_invoice(self.plain)
        self.assertTrue(self.plain._get_language_lock_reason())
        self.plain.lang = "de_DE"
        with self.assertRaises(UserError):
            self.plain.lang = "fr_FR"

    def test_the_setting_is_that_of_the_company_of_the_transaction(self):
        other = self.setup_other_company()["company"]
        self.company.customer_language_lock = False
        self.make_invoice(self.customer)
        self.assertFalse(self.customer._get_language_lock_reason())
        self.env["sale.order"].with_company(other).create(
            {"partner_id": self.customer.id, "company_id": other.id}
        )
        self.assertTrue(self.customer._get_language_lock_reason())

    def test_unlocked_by_the_end_of_the_last_document(self):
        order = self.make_order(self.customer)
        self.assertTrue(self.customer._get_language_lock_reason())
        order.action_cancel()
        self.assertFalse(self.customer._get_language_lock_reason())

    def test_padlock(self):
        invoice = self.make_invoice(self.customer)
        self.assert_notice(
            self.contact.action_unlock_language(),
            "The language of Azure Interior is unlocked. It can be changed until "
            "somebody locks it again.",
        )
        self.assertEqual(self.customer.language_lock, "unlocked")
        self.assertIn("The language was unlocked.", self.last_note(self.customer))
        self.customer.lang = "de_DE"
        self.contact.lang = "de_DE"
        self.assert_notice(
            self.customer.action_lock_language(),
            "The language of Azure Interior is locked.",
        )
        self.assertIn("The language was locked.", self.last_note(self.customer))
        # the invoice locks it as before, and is named
        self.assertEqual(
            self.customer.language_lock_reason,
            "Staff locked the language of Azure Interior. "
            f"{invoice.name} would lock it, too.",
        )
        with self.assertRaisesRegex(UserError, "Staff locked .*the padlock"):
            self.customer.lang = "fr_FR"
        with self.assertRaisesRegex(
            UserError, "Camille is locked|Staff locked the language of .*Camille"
        ):
            self.contact.lang = "fr_FR"
        # no second note for what is so already
        notes = len(self.customer.message_ids)
        self.customer.action_lock_language()
        self.assertEqual(len(self.customer.message_ids), notes)

    def test_padlock_without_transactions(self):
        self.plain.action_lock_language()
        with self.assertRaisesRegex(UserError, "Staff locked the language of .*Plain"):
            self.plain.lang = "fr_FR"
        self.plain.write({"language_lock": "unlocked", "lang": "fr_FR"})
        self.assertEqual(self.plain.lang, "fr_FR")

    def test_padlock_is_for_those_who_may_change_contacts(self):
        self.make_invoice(self.customer)
        reader = self.env["res.users"].create(
            {
                "name": "Reader",
                "login": "reader",
                "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
            }
        )
        portal_user = self.make_portal_user(self.contact)
        for user in (reader, portal_user):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.customer.with_user(user).action_unlock_language()
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.customer.with_user(user).write({"language_lock": "unlocked"})
        self.assertFalse(self.customer.language_lock)

    def test_portal_users_choose_what_the_portal_has(self):
        user = self.make_portal_user(self.contact)
        as_user = user.with_user(user)
        as_user.write({"lang": "de_DE"})
        self.assertEqual(self.contact.lang, "de_DE")
        self.assertEqual(self.customer.lang, "fr_FR")
        with self.assertRaisesRegex(UserError, "“es_ES” is not available"):
            as_user.write({"lang": "es_ES"})
        with self.assertRaises(AccessError):
            self.contact.with_user(user).write({"lang": "fr_FR"})
        self.company.customer_language_choice = "until_transaction"
        user.sudo().company_id = self.company
        invoice = self.make_invoice(self.customer)
        with self.assertRaises(UserError) as caught:
            as_user.write({"lang": "fr_FR"})
        self.assertIn("Ask your contact person", str(caught.exception))
        self.assertNotIn(invoice.name, str(caught.exception))
        self.assertEqual(self.contact.lang, "de_DE")

    def test_a_new_user_leaves_a_locked_language_alone(self):
        self.make_invoice(self.customer)
        user = self.env["res.users"].create(
            {"partner_id": self.contact.id, "login": "camille", "lang": "en_US"}
        )
        self.assertEqual((user | user).partner_id.lang, "fr_FR")

    def test_employees_choose_their_own(self):
        employee = self.env.user
        self.make_invoice(employee.partner_id)
        employee.lang = "fr_FR"
        self.assertEqual(employee.partner_id.lang, "fr_FR")

    def test_contacts_start_with_the_language_and_keep_a_locked_one(self):
        self.assertEqual(self.contact.lang, "fr_FR")
        german = self.make_customer("Uwe", parent_id=self.customer.id, lang="de_DE")
        self.assertEqual(german.lang, "de_DE")
        self.contact.parent_id = self.plain
        self.assertEqual(self.contact.lang, "en_US")
        self.contact.write({"parent_id": self.customer.id})
        self.make_invoice(self.customer)
        self.contact.parent_id = self.plain
        self.assertEqual(self.contact.lang, "fr_FR")

    def test_form_offers_to_take_the_contacts_along(self):
        german = self.make_customer("Uwe", parent_id=self.customer.id, lang="de_DE")
        below = self.make_customer("Anne", parent_id=self.contact.id)
        employee = new_test_user(self.env, "employee", lang="fr_FR").partner_id
        employee.parent_id = self.customer
        with Form(self.customer, view=FORM) as form:
            self.assertEqual(form.lang_contact_count, 0)
            form.lang = "en_US"
            self.assertEqual(form.lang_contact_count, 2)
            self.assertTrue(form.lang_for_contacts)
        self.assertEqual((self.contact | below).mapped("lang"), ["en_US", "en_US"])
        self.assertEqual(german.lang, "de_DE")
        self.assertEqual(employee.lang, "fr_FR")
        with Form(self.customer, view=FORM) as form:
            form.lang = "fr_FR"
            form.lang_for_contacts = False
        self.assertEqual(self.customer.lang, "fr_FR")
        self.assertEqual((self.contact | below).mapped("lang"), ["en_US", "en_US"])

    def test_a_change_is_noted_in_the_chatter(self):
        plain = self.plain.with_context(tracking_disable=False, mail_notrack=False)
        self.cr.flush()
        plain.lang = "fr_FR"
        self.cr.flush()
        self.env.invalidate_all()
        tracking = self.plain.sudo().message_ids.tracking_value_ids
        self.assertIn("French", tracking.new_value_char)

    def test_form_says_why(self):
        invoice = self.make_invoice(self.customer)
        self.customer.invalidate_recordset()
        form = Form(self.customer, view=FORM)
        # without the way to the padlock, which stands beside it
        self.assertEqual(
            form.language_lock_reason,
            f"The language of Azure Interior is locked because {invoice.name} exists.",
        )
        with self.assertRaises(AssertionError):
            form.lang = "en_US"  # read-only

    def test_merge_keeps_the_locked_language(self):
        merge = self.env["base.partner.merge.automatic.wizard"]._merge
        german = self.make_customer("Uwe", lang="de_DE")
        order = self.make_order(self.customer)
        german_order = self.make_order(german)
        with self.assertRaisesRegex(UserError, "different languages are locked"):
            merge((self.customer | german).ids, german)
        self.customer.action_unlock_language()
        merge((self.customer | german).ids, german)
        self.assertEqual(order.partner_id, german)
        self.assertEqual(german.lang, "de_DE")
        self.assertTrue(german._get_language_lock_reason())
        merge((german | self.plain).ids, self.plain)
        self.assertEqual(german_order.partner_id, self.plain)
        self.assertEqual(self.plain.lang, "de_DE")

    def test_form_and_list_cost_no_query_a_customer(self):
        customers = self.env["res.partner"]
        for number in range(40):
            customers |= self.make_customer(f"Customer {number}", lang="fr_FR")
        self.make_invoice(customers[0])
        customers._get_language_lock_reasons()
        self.env.flush_all()
        with self.assertQueryCount(len(self.env["res.company"]._get_all_sudo()) + 1):
            reasons = customers._get_language_lock_reasons()
        self.assertEqual(list(reasons), customers[0].ids)

    def test_companies_are_asked_in_one_query(self):
        """Only those whose settings lock the language, in whichever one works."""
        companies = self.company
        for number in range(3):
            companies |= self.setup_other_company(name=f"Company {number}")["company"]
        self.env.user.company_ids = [Command.link(c.id) for c in companies]
        customers = self.customer | self.plain
        customers |= self.make_customer("Deco", lang="fr_FR")
        here, there, unlocked = (
            self.make_order(
                customer.with_company(company), company_id=company.id, state="draft"
            )
            for customer, company in zip(
                customers, (companies[0], companies[2], companies[3]), strict=True
            )
        )
        companies[3].customer_language_lock = False
        self.env.flush_all()
        customers.mapped("commercial_partner_id.name")
        companies.mapped("customer_language_lock")
        customers._find_language_transactions()  # the companies are in the cache
        with self.assertQueryCount(2):  # the companies, and their documents
            found = customers._find_language_transactions()
        self.assertEqual(
            {id_: document.id for id_, document in found.items()},
            {customers[0].id: here.id, customers[1].id: there.id},
        )
        self.assertTrue(unlocked)
