from functools import partial

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command, Domain
from odoo.tests import Form

from ..common import MODES, OnboardingCommon
from .test_portal_no_writing import FIELDS


class TestPortalPermissions(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.contact = cls.make_customer(
            "Camille", is_company=False, parent_id=cls.customer.id
        )
        cls.user = cls.make_portal_user(cls.contact)
        cls.invoice = cls.make_invoice(cls.customer)
        cls.quotation = cls.make_order(cls.customer)
        cls.order = cls.make_order(cls.customer, state="sale")

    def seen(self, model, user=None):
        """Ids the portal user finds by a search, and by reading the very record."""
        return self.env[model].with_user(user or self.user).search([])

    def test_area_off_hides_its_records(self):
        for area, model, hidden in (
            (self.area_invoices, "account.move", self.invoice),
            (self.area_invoices, "account.move.line", self.invoice.line_ids),
            (self.area_quotations, "sale.order", self.quotation),
            (self.area_orders, "sale.order", self.order),
            (self.area_orders, "sale.order.line", self.order.order_line),
        ):
            with self.subTest(area=area.code, model=model):
                self.assertTrue(hidden <= self.seen(model), "seen while it is on")
                self.assertTrue(hidden.with_user(self.user).has_access("read"))
                with self.areas_off(self.customer, area):
                    self.assertFalse(hidden & self.seen(model))
                    with self.assertRaises(AccessError):
                        hidden.with_user(self.user).check_access("read")
                self.assertTrue(hidden <= self.seen(model), "seen again")

    def test_the_other_area_of_the_same_model_stays(self):
        self.customer.portal_off_area_ids = self.area_quotations
        self.assertEqual(self.seen("sale.order"), self.order)
        self.customer.portal_off_area_ids = self.area_orders
        self.assertEqual(self.seen("sale.order"), self.quotation)

    def test_cancelled_order_is_hidden_by_either_area(self):
        self.order.state = "cancel"
        for area in self.area_orders, self.area_quotations:
            self.customer.portal_off_area_ids = area
            self.assertNotIn(self.order, self.seen("sale.order"))

    def test_other_ways_of_reading(self):
        Move = self.env["account.move"].with_user(self.user)
        domain = Domain("id", "=", self.invoice.id)

        def ways():
            return [
                Move.search_count(domain),
                len(Move.name_search(self.invoice.name)),
                len(Move._read_group(domain, ["partner_id"], ["__count"])),
                len(Move.search_read(domain, ["name"])),
                self.env["account.move.line"]
                .with_user(self.user)
                .search_count([("move_id.name", "=", self.invoice.name)]),
            ]

        self.assertNotIn(0, ways())
        self.customer.portal_off_area_ids = self.area_invoices
        self.assertFalse(any(ways()))

    def test_a_search_that_no_area_matters_to_does_not_read_them(self):
        """Visitors and portal users search as cheaply as in Odoo alone."""
        self.customer.portal_off_area_ids = self.area_invoices
        asked = []
        Partner = type(self.env["res.partner"])
        original = Partner._get_effective_off_areas

        def count(partners):
            asked.append(partners)
            return original(partners)

        self.patch(Partner, "_get_effective_off_areas", count)
        for model, domain, matters in (
            ("res.country", [("code", "=", "FR")], False),
            ("res.partner", [("country_id.code", "=", "FR")], False),
            ("sale.order", [("order_line.invoice_lines", "!=", False)], True),
            ("sale.order", [("order_line", "any", [("invoice_lines", "=", 1)])], True),
        ):
            with self.subTest(model=model, domain=domain):
                records = self.env[model].with_user(self.user)
                self.assertEqual(records._is_portal_sensitive(Domain(domain)), matters)
        self.env.invalidate_all()
        asked.clear()
        self.env["res.country"].with_user(self.user).search([("code", "=", "FR")])
        self.assertFalse(asked)

    def test_off_on_off_in_one_transaction(self):
        for __ in range(3):
            self.customer.portal_off_area_ids = self.area_invoices
            self.assertFalse(self.seen("account.move"))
            self.customer.portal_off_area_ids = False
            self.assertIn(self.invoice, self.seen("account.move"))

    def test_context_of_the_client_changes_nothing(self):
        self.customer.portal_off_area_ids = self.area_invoices
        Move = self.env["account.move"].with_user(self.user)
        for value in (True, 1, "customer_onboarding_odoo_rules", object()):
            sly = Move.with_context(
                customer_onboarding_odoo_rules=value, active_test=False
            )
            self.assertFalse(sly.search([]))

    def test_contact_is_restricted_further_never_less(self):
        colleague = self.make_customer("Robin", parent_id=self.customer.id)
        colleague_user = self.make_portal_user(colleague)
        self.contact.portal_off_area_ids = self.area_invoices
        self.assertFalse(self.seen("account.move"))
        self.assertIn(self.invoice, self.seen("account.move", colleague_user))
        self.customer.portal_off_area_ids = self.area_orders
        self.assertEqual(
            self.user._get_portal_off_areas(), self.area_invoices | self.area_orders
        )
        # the contact's switch shows what counts; turning on what the customer has
        # off has no effect
        self.contact.portal_area_ids = self.env["portal.area"].search([])
        self.assertEqual(self.user._get_portal_off_areas(), self.area_orders)

    def test_moving_a_contact_applies_at_once(self):
        other = self.make_customer("Deco", portal_off_area_ids=self.area_invoices.ids)
        invoice = self.make_invoice(other)
        self.contact.parent_id = other
        self.assertNotIn(invoice, self.seen("account.move"))
        other.portal_off_area_ids = False
        self.assertIn(invoice, self.seen("account.move"))

    def test_another_customer_and_staff_are_unaffected(self):
        other = self.make_customer("Deco")
        invoice = self.make_invoice(other)
        self.customer.portal_off_area_ids = self.env["portal.area"].search([])
        self.assertIn(invoice, self.seen("account.move", self.make_portal_user(other)))
        self.assertTrue((self.invoice | invoice) <= self.env["account.move"].search([]))

    def test_defaults_are_for_new_customers(self):
        settings = self.env["res.config.settings"].create({})
        settings.portal_area_default_off_ids = self.area_orders
        settings.execute()
        self.assertFalse(self.customer.portal_off_area_ids)
        new = self.make_customer("Deco")
        self.assertEqual(new.portal_off_area_ids, self.area_orders)
        with Form(
            self.env["res.partner"],
            view="customer_onboarding.res_partner_customer_view_form",
        ) as form:
            form.name = "Lumber"
            self.assertNotIn(self.area_orders.id, form.portal_area_ids.ids)
        self.assertEqual(form.record.portal_off_area_ids, self.area_orders)
        # a contact follows its customer: nothing of its own stays off
        new.portal_off_area_ids = False
        contact = self.make_customer("Robin", parent_id=new.id)
        on_form = self.env["res.partner"].with_context(default_parent_id=new.id)
        for follower in contact, on_form.create({"name": "Kim"}):
            self.assertEqual(follower.parent_id, new)
            self.assertEqual(
                follower.portal_area_ids, self.env["portal.area"]._get_available()
            )

    def test_switches_of_the_form(self):
        with Form(
            self.customer, view="customer_onboarding.res_partner_customer_view_form"
        ) as form:
            form.portal_area_ids.remove(id=self.area_invoices.id)
        self.assertEqual(self.customer.portal_off_area_ids, self.area_invoices)

    def test_switches_of_a_contact(self):
        """They are about its own areas; what its customer has off is no part of it."""
        self.customer.portal_off_area_ids = self.area_orders
        self.contact.portal_area_ids -= self.area_invoices
        self.assertEqual(self.contact.portal_off_area_ids, self.area_invoices)
        # but what was off for the contact itself stays so
        self.contact.portal_off_area_ids = self.area_orders
        self.contact.portal_area_ids -= self.area_invoices
        self.assertEqual(
            self.contact.portal_off_area_ids, self.area_orders | self.area_invoices
        )

    def test_a_change_is_noted_in_the_chatter(self):
        customer = self.customer.with_context(
            tracking_disable=False, mail_notrack=False
        )
        self.cr.flush()
        customer.portal_area_ids -= self.area_invoices
        self.cr.flush()
        self.env.invalidate_all()
        tracking = self.customer.sudo().message_ids.tracking_value_ids
        self.assertEqual(tracking.mapped("new_value_char"), ["Invoices"])

    def test_customers_cannot_touch_it(self):
        own = self.contact.with_user(self.user)
        for field in FIELDS:
            self.assertIn(field, self.contact.fields_get())
            self.assertNotIn(field, own.fields_get())
            for ask in (
                partial(own.read, [field]),
                partial(own.search, [(field, "!=", False)]),
            ):
                with self.assertRaises(AccessError):
                    ask()
        with self.assertRaises(AccessError):
            own.write({"portal_off_area_ids": [Command.clear()]})
        with self.assertRaises(AccessError):
            self.area_invoices.with_user(self.user).read(["name"])
        with self.assertRaises(AccessError):
            self.env["portal.area.line"].with_user(self.user).search([])

    def test_an_area_is_data(self):
        """An area for a model the addon has never heard of needs no code."""
        country = self.env.ref("base.be")
        countries = self.env["res.country"].with_user(self.user)
        self.assertIn(country, countries.search([]))
        area = self.env["portal.area"].create(
            {
                "name": "Countries",
                "code": "countries",
                "line_ids": [
                    Command.create(
                        {"model_name": "res.country", "domain": "[('code', '=', 'BE')]"}
                    )
                ],
            }
        )
        self.customer.portal_off_area_ids = area
        self.assertNotIn(country, countries.search([]))
        self.assertIn(self.env.ref("base.fr"), countries.search([]))
        area.active = False
        self.assertIn(country, countries.search([]))
        self.assertFalse(self.user._get_portal_off_areas())

    def make_area(self, model_name, domain):
        line = Command.create({"model_name": model_name, "domain": repr(domain)})
        return self.env["portal.area"].create(
            {"name": "Some", "code": "some", "line_ids": [line]}
        )

    def test_no_way_of_access_is_left(self):
        """Neither changing, nor creating, nor deleting; archived or not."""
        self.open_to_portal_users("res.partner.category")
        area = self.make_area("res.partner.category", [("name", "=like", "Secret%")])
        secret = self.env["res.partner.category"].create({"name": "Secret"})
        own = secret.with_user(self.user)
        for active in True, False:
            secret.active = active
            for mode in MODES:
                with self.subTest(mode=mode, active=active):
                    self.assertTrue(own.has_access(mode))
                    with self.areas_off(self.customer, area):
                        self.assertFalse(own.has_access(mode))
            with self.areas_off(self.customer, area):
                self.assertEqual(self.user._filter_portal_hidden(secret), secret)
        own.create({"name": "Secret too"})
        self.customer.portal_off_area_ids = area
        own.create({"name": "No secret"})
        with self.assertRaises(AccessError), self.cr.savepoint():
            own.create({"name": "Secret three"})

    def test_a_child_model_hides_what_its_parent_hides(self):
        """By ``_inherits``: a variant shows all of its product."""
        hidden, shown = self.product_a, self.product_b
        self.open_to_portal_users("product.template")
        self.open_to_portal_users("product.product")
        area = self.make_area(
            "product.template", [("id", "=", hidden.product_tmpl_id.id)]
        )
        variants = (hidden | shown).with_user(self.user)
        domain = [("id", "in", variants.ids)]
        # off first: what stock keeps for ever must not know of it
        for __ in range(2):
            self.customer.portal_off_area_ids = area
            self.assertEqual(variants.search(domain), shown)
            self.assertFalse(hidden.with_user(self.user).has_access("write"))
            self.customer.portal_off_area_ids = False
            self.assertEqual(variants.search(domain), hidden | shown)
            self.assertTrue(hidden.with_user(self.user).has_access("write"))

    def test_wrong_areas_are_refused_with_a_sentence(self):
        for line in (
            {"model_name": "res.country", "domain": "[('no_such_field', '=', 1)]"},
            {"model_name": "res.country", "domain": "__import__('os')"},
            {"model_name": "res.country", "domain": "[("},
        ):
            with (
                self.subTest(line=line),
                self.assertRaisesRegex(ValidationError, "Portal area Bad: the domain"),
                self.cr.savepoint(),
            ):
                self.env["portal.area"].create(
                    {"name": "Bad", "code": "bad", "line_ids": [Command.create(line)]}
                )
        with (
            self.assertRaisesRegex(ValidationError, "the page my/x must start"),
            self.cr.savepoint(),
        ):
            self.env["portal.area"].create(
                {"name": "Bad", "code": "bad", "url_paths": "my/x"}
            )
