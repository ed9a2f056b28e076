from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user

from ..common import OnboardingCommon

NEW_CUSTOMER = "customer_onboarding.res_partner_customer_view_form"
QUICK = "customer_onboarding.res_partner_customer_view_form_quick"


class TestLikelyDuplicates(OnboardingCommon):
    """Who is here already, told while a customer is typed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Partner = cls.env["res.partner"].with_context(new_customer_form=True)
        cls.azure = cls.make_customer(
            "Azure Interior Ltd",
            email="Info@Azure.example.com",
            phone="+49 (30) 1234-5678",
            vat="BE0477472701",
        )

    def find(self, user=None, **values):
        """The likely duplicates of one row: partners and reasons."""
        partners = self.Partner.with_user(user or self.env.user)
        [found] = partners._find_likely_duplicates([values])
        return found

    def test_each_reason_in_any_writing(self):
        for reason, values in (
            ("email", {"email": "INFO@azure.EXAMPLE.com"}),
            ("email", {"email": "Azure <info@azure.example.com>"}),
            ("vat", {"vat": "be 0477.472.701"}),
            ("vat", {"vat": "0477472701"}),
            ("phone", {"phone": "030 12345678"}),
            ("phone", {"phone": "0049-30-12345678"}),
            ("name", {"name": "azure  INTERIOR", "is_company": True}),
            ("name", {"name": "Azure Interior GmbH", "is_company": True}),
            ("name", {"name": "Azure-Interior Ltd.", "is_company": True}),
        ):
            with self.subTest(values):
                self.assertEqual(self.find(**values), [(self.azure, reason)])

    def test_others_are_no_duplicates(self):
        for values in (
            {},
            {"name": " ", "email": "nobody", "vat": "/", "phone": "12"},
            {"email": "info@azure.example.com.example.org"},
            {"vat": "FR0477472701"},
            {"phone": "+33 30 12345678"},
            # a common beginning is not a similar name
            {"name": "Azure", "is_company": True},
            {"name": "Interior", "is_company": True},
            {"name": "%", "is_company": True},
        ):
            with self.subTest(values):
                self.assertFalse(self.find(**values))

    def test_names_of_persons_and_in_other_scripts(self):
        thomas = self.make_customer("Thomas Meyer", is_company=False)
        self.assertFalse(self.find(name="Thomas"))
        self.assertEqual(self.find(name="thomas meyer"), [(thomas, "name")])
        arabic = self.make_customer("شركة الأفق", email=False)
        self.assertEqual(
            self.find(name="شركة الأفق", is_company=True), [(arabic, "name")]
        )

    def test_a_misspelt_name_is_found_where_postgresql_can_tell(self):
        found = self.find(name="Azure Interiour Ltd", is_company=True)
        expected = [(self.azure, "name")] if self.env.registry.has_trigram else []
        self.assertEqual(found, expected)

    def test_surest_reason_first_and_once(self):
        other = self.make_customer("Azure Interior", email="x@example.com")
        found = self.find(
            name="Azure Interior", email="info@azure.example.com", is_company=True
        )
        self.assertEqual(found, [(self.azure, "email"), (other, "name")])

    def test_a_few_are_told(self):
        self.Partner.create(
            [{"name": f"Shared {n}", "email": "one@example.com"} for n in range(9)]
        )
        self.assertEqual(len(self.find(email="one@example.com")), 3)

    def test_archived_ones_are_told_after_active_ones(self):
        self.azure.active = False
        again = self.make_customer("Again", email="info@azure.example.com")
        found = self.find(email="info@azure.example.com")
        self.assertEqual(found, [(again, "email"), (self.azure, "email")])
        self.assertEqual(
            self.azure._tell_duplicate("email"),
            "Azure Interior Ltd (archived) has the same email address.",
        )

    def test_its_own_family_is_none(self):
        self.make_customer("Ada", parent_id=self.azure.id, phone=self.azure.phone)
        self.assertFalse(self.find(id=self.azure.id, phone=self.azure.phone))
        self.assertFalse(self.find(parent_id=self.azure.id, email=self.azure.email))

    def test_what_a_user_may_not_read_is_not_told(self):
        staff = new_test_user(self.env, "sales", "sales_team.group_sale_salesman")
        email = self.azure.email
        self.assertTrue(self.find(staff, email=email))
        other = self.setup_other_company()["company"]
        hidden = self.make_customer("Hidden Harbour", company_id=other.id)
        self.assertFalse(self.find(staff, email=hidden.email))
        # also for a caller without a user, in the companies that are active
        partners_sudo = self.Partner.sudo().with_context(
            allowed_company_ids=self.company.ids
        )
        [found] = partners_sudo._find_likely_duplicates([{"email": hidden.email}])
        self.assertFalse(found)
        rule = self.env["ir.rule"].create(
            {
                "name": "All but one",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.azure.id})]",
            }
        )
        self.assertFalse(self.find(staff, email=email))
        rule.active = False
        self.assertTrue(self.find(staff, email=email))

    def test_customers_are_told_nothing(self):
        portal = self.make_portal_user(self.make_customer("Ben", is_company=False))
        with self.assertRaises(AccessError):
            self.azure.with_user(portal).read(["duplicates"])

    def test_many_rows_cost_no_more(self):
        rows = [
            {
                "name": f"Row number {n}",
                "email": f"r{n}@example.com",
                "is_company": True,
            }
            | {"phone": f"+49 40 {n:08}", "vat": f"DE{n:09}"}
            for n in range(200)
        ]
        rows[150]["email"] = "INFO@azure.example.com"
        self.env.flush_all()
        counts = []
        for some in (rows[150:151], rows[150:151], rows):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = self.Partner._find_likely_duplicates(some)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertEqual(found[150], [(self.azure, "email")])
        self.assertFalse(any(found[:150] + found[151:]))

    # ------------------------------------------------------------------ the forms
    def open(self, view):
        context = {"new_customer_form": True, "default_is_company": True}
        return Form(self.env["res.partner"].with_context(**context), view=view)

    def test_new_customer_and_quick_form_tell_while_typing(self):
        for view in (NEW_CUSTOMER, QUICK):
            with self.subTest(view):
                form = self.open(view)
                self.assertFalse(form.duplicates)
                form.name = "Azure Trading"
                self.assertFalse(form.duplicates)
                form.email = "info@AZURE.example.com"
                told = {
                    "id": self.azure.id,
                    "text": "Azure Interior Ltd has the same email address.",
                }
                self.assertEqual(form.duplicates, [told])
                form.email = "other@example.com"
                self.assertFalse(form.duplicates)

    def test_a_contact_s_dialog_tells_too(self):
        ada = self.make_customer("Ada", parent_id=self.azure.id)
        with self.open(NEW_CUSTOMER) as form:
            form.name = "Deco"
            with form.child_ids.new() as contact:
                contact.name = "Ada L."
                contact.email = "ADA@example.com"
                [told] = contact.duplicates
                self.assertEqual(told["id"], ada.id)

    def test_a_saved_form_asks_nothing_until_something_is_changed(self):
        twin = self.make_customer("Twin", email=self.azure.email)
        self.assertFalse(twin.duplicates)
        with Form(twin, view=NEW_CUSTOMER) as form:
            form.website = "https://example.com"
            self.assertFalse(form.duplicates)
            form.phone = "030 12345678"
            [told] = form.duplicates
            self.assertEqual(told["id"], self.azure.id)

    def test_odoo_s_own_warning_of_the_same_tax_id_is_there(self):
        form = self.open(NEW_CUSTOMER)
        form.name = "Another"
        form.vat = self.azure.vat
        self.assertEqual(form.same_vat_partner_id, self.azure)
        # not told twice
        self.assertFalse(form.duplicates)
        form.vat = "BE 0477.472.701"
        if not form.same_vat_partner_id:
            self.assertEqual(form.duplicates[0]["id"], self.azure.id)
        arch = etree.fromstring(
            self.env["res.partner"].get_view(self.env.ref(NEW_CUSTOMER).id)["arch"]
        )
        self.assertTrue(arch.xpath("//div[@name='warning_tax']"))
