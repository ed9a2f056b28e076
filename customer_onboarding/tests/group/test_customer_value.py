from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-30")
class TestCustomerValue(OnboardingCommon):
    """What a customer is worth, and its place in each of its groups."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hotels, cls.schools, cls.bars = cls.env["customer.group"].create(
            [{"name": "Hotels"}, {"name": "Schools"}, {"name": "Bars"}]
        )
        cls.both = cls.make_customer(
            "Both", customer_group_ids=(cls.hotels | cls.schools).ids
        )
        cls.inn = cls.make_customer("Inn", customer_group_ids=cls.hotels.ids)
        cls.school = cls.make_customer("School", customer_group_ids=cls.schools.ids)
        cls.lone = cls.make_customer("Lone")
        cls.seller = new_test_user(
            cls.env, "seller", "sales_team.group_sale_salesman,base.group_user"
        )
        for customer, amount, day in (
            (cls.both, 100, "2026-01-01"),
            (cls.inn, 80, "2026-06-30"),
            (cls.school, 50, "2026-02-01"),
            (cls.lone, 7, "2026-02-01"),
            # the same days of last year, and a day after them
            (cls.both, 50, "2025-06-30"),
            (cls.both, 999, "2025-07-01"),
        ):
            cls.make_invoice(
                customer, amount, invoice_date=day, invoice_date_due="2026-12-31"
            )

    def places(self, value):
        """Name, place, customers, share and part in percent, of each group."""
        return [
            (
                *(row["name"], row["place"], row["customers"], row["share"]),
                round(row["part"] * 100, 1),
            )
            for row in value["groups"]
        ]

    def test_value_and_places(self):
        contact = self.make_customer("Camille", parent_id=self.both.id)
        self.make_invoice(
            contact, 20, invoice_date="2026-03-01", invoice_date_due="2026-04-01"
        )
        value = self.both.get_customer_value()
        self.assertEqual(value, contact.get_customer_value())
        self.assertEqual(
            (value["invoiced"], value["invoices"], value["overdue"], value["trend"]),
            (120, 2, 20, 120 / 50 - 1),
        )
        self.assertEqual(value["currency_id"], self.company.currency_id.id)
        # half of it in each: behind the inn, before the school
        self.assertEqual(
            self.places(value),
            [("Hotels", 2, 2, 60, 42.9), ("Schools", 1, 2, 60, 54.5)],
        )

    def test_without_invoices_or_groups(self):
        newcomer = self.make_customer(customer_group_ids=self.bars.ids)
        value = newcomer.get_customer_value()
        self.assertEqual((value["invoiced"], value["trend"]), (0, 0))
        self.assertEqual(self.places(value), [("Bars", 0, 0, 0, 0)])
        self.assertEqual(
            self.places(self.lone.get_customer_value()), [("No group", 1, 1, 7, 100)]
        )
        # an archived group is none
        self.school.customer_group_ids.active = False
        self.assertEqual(
            self.places(self.school.get_customer_value()),
            [("No group", 1, 2, 50, 87.7)],
        )

    def test_who_may_read_it(self):
        mine = self.make_invoice(
            self.both,
            40,
            invoice_date="2026-05-01",
            invoice_user_id=self.seller.id,
        )
        self.assertEqual(mine.invoice_user_id, self.seller)
        value = self.both.with_user(self.seller).get_customer_value()
        self.assertEqual(value["invoiced"], 40)
        self.assertEqual(self.places(value)[0], ("Hotels", 1, 1, 20, 100))
        plain = new_test_user(self.env, "plain", "base.group_user")
        portal = self.make_portal_user(self.both)
        for user in plain, portal:
            with self.assertRaises(AccessError):
                self.both.with_user(user).get_customer_value()

    def test_other_companies_stay_apart(self):
        abroad = self.setup_other_company(currency_id=self.eur.id)["company"]
        self.env.user.company_ids = [Command.link(abroad.id)]
        there = self.env(context={"allowed_company_ids": abroad.ids})
        value = self.both.with_env(there).get_customer_value()
        self.assertEqual((value["invoiced"], value["currency_id"]), (0, self.eur.id))
        self.assertEqual(self.places(value)[0], ("Hotels", 0, 0, 0, 0))

    def test_cost_does_not_grow_with_the_groups(self):
        many = self.env["customer.group"].create(
            [{"name": f"Group {number}"} for number in range(20)]
        )
        busy = self.make_customer("Busy", customer_group_ids=many.ids)

        def count(customer):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            customer.get_customer_value()
            return self.cr.sql_log_count - before

        count(busy)
        self.assertEqual(count(busy), count(self.inn))
