"""A row tells which customers it may be already, and can be one of them."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestRowDuplicates(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env,
            "books",
            "base.group_user,base.group_partner_manager",
            company_id=cls.company.id,
        )
        cls.azure = cls.make_customer("Azure Interior Ltd", email="info@azure.example")

    def make_rows(self, *rows):
        batch = self.env["customer.onboarding.batch"].with_user(self.manager)
        batch = batch.with_company(self.company).create({})
        return batch.row_ids.create([{"batch_id": batch.id, **row} for row in rows])

    def test_a_similar_name_is_told(self):
        row, other = self.make_rows(
            {"name": "AZURE Interior", "email": "new@azure.example"},
            {"name": "Deco Addict", "email": "deco@example.com"},
        )
        self.assertEqual(row.verdict, "new")
        self.assertEqual(row.duplicate_id, self.azure)
        self.assertEqual(row.duplicate_hint, "Azure Interior Ltd has a similar name.")
        self.assertFalse(other.duplicate_id)
        self.assertFalse(other.duplicate_hint)
        # told anew when the cell is corrected
        row.name = "Blue Exterior"
        self.assertFalse(row.duplicate_hint)
        self.assertFalse(row.duplicate_id)

    def test_an_archived_customer_with_the_email_is_told(self):
        self.azure.active = False
        [row] = self.make_rows({"name": "Mr Blue", "email": "INFO@azure.example"})
        self.assertEqual(row.verdict, "new")
        self.assertEqual(
            row.duplicate_hint,
            "Azure Interior Ltd (archived) has the same email address.",
        )

    def test_the_row_becomes_new_all_the_same(self):
        [row] = self.make_rows({"name": "Azure Interior", "email": "b@azure.example"})
        row._take_on()
        self.assertEqual(row.state, "done", row.issue)
        self.assertNotEqual(row.partner_id, self.azure)

    def test_the_row_is_that_one(self):
        [row] = self.make_rows({"name": "Azure Interior", "email": "b@azure.example"})
        action = row.action_open_duplicate()
        self.assertEqual(action["res_model"], "res.partner")
        self.assertEqual(action["res_id"], self.azure.id)
        row.action_use_duplicate()
        self.assertEqual(row.partner_id, self.azure)
        self.assertEqual(row.verdict, "invite")
        self.assertFalse(row.duplicate_hint)
        before = self.env["res.partner"].search_count([])
        row._take_on()
        self.assertEqual(row.state, "done", row.issue)
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        self.assertEqual(self.azure.portal_access_state, "invited")
        self.assertEqual(self.azure.name, "Azure Interior Ltd")
        for method in "action_use_duplicate", "action_open_duplicate":
            with self.assertRaisesRegex(UserError, "Azure Interior looks like no"):
                getattr(row, method)()

    def test_of_others_only_what_the_user_may_read(self):
        self.azure.company_id = self.company_b = self.env["res.company"].create(
            {"name": "Elsewhere"}
        )
        [row] = self.make_rows({"name": "Azure Interior", "email": "b@azure.example"})
        self.assertFalse(row.duplicate_hint)
        clerk = new_test_user(self.env, "clerk", "base.group_user")
        with self.assertRaises(AccessError):
            row.with_user(clerk).action_use_duplicate()

    def test_cost_does_not_grow_with_the_rows(self):
        rows = self.make_rows(
            *({"name": f"Firm {n}", "email": f"{n}@example.com"} for n in range(40))
        )
        for some in rows[:2], rows:
            self.env.flush_all()
            self.env.invalidate_all()
            some.mapped("verdict")
            some.mapped("duplicate_id")
            some.batch_id.mapped("name")
            self.env.user.has_group("base.group_user")
            with self.assertQueryCount(6):
                some._note_duplicates()
