from unittest.mock import patch

from lxml import etree

from odoo.fields import Command

from ..common import OnboardingCommon

# more than Odoo's: groups, areas, invitations, locks and the documents that lock, the
# same customer in other currencies; without a country, whether taxes depend on one
OUR_QUERIES = 10
ATTRIBUTES = ["aggregator", "groupable", "sortable", "string", "type"]


class TestFormCost(OnboardingCommon):
    """What it costs to open the form of a customer; `./dev bench` compares the time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.view = cls.env.ref("base.view_partner_form")
        cls.Partner = cls.env["res.partner"]
        cls.clerk = cls.env["res.users"].create(
            {
                "name": "Clerk",
                "login": "clerk@example.com",
                "group_ids": [
                    Command.link(cls.env.ref(name).id)
                    for name in (
                        "base.group_partner_manager",
                        "sales_team.group_sale_manager",
                        "account.group_account_manager",
                    )
                ],
            }
        )

    def specification(self):
        """What the client reads for the form: its fields, those of contacts too."""
        partner_model = self.Partner.with_user(self.clerk)
        arch = etree.fromstring(partner_model.get_view(self.view.id)["arch"])
        found = {}
        for field in arch.xpath("//field[not(ancestor::field)]"):
            lines = field.xpath(".//field[count(ancestor::field) = 1]/@name")
            values = {"fields": {line: {} for line in lines}} if lines else {}
            found.setdefault(field.get("name"), values)
        self.assertIn("portal_area_ids", found)
        self.assertIn("portal_area_ids", found["child_ids"]["fields"])
        return found

    def make_customer_with(self, contacts):
        """A customer with contacts, an invoice and an order."""
        names = [f"Contact {number}" for number in range(contacts)]
        customer = self.make_customer(
            is_company=True,
            child_ids=[Command.create({"name": name}) for name in names],
        )
        self.make_order(customer)
        self.make_invoice(customer)
        return customer

    def count_queries_of_read(self, customer, specification):
        """The number of queries of opening the form, and what it read."""
        customer = customer.with_user(self.clerk)
        for __ in range(2):  # the first time fills the caches of the server
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            [values] = customer.web_read(specification)
            count = self.env.cr.sql_log_count - before
        return count, values

    def test_reading_the_form_costs_the_same_for_any_number_of_contacts(self):
        specification = self.specification()
        ours, odoo = dict(specification), {}
        for name, values in specification.items():
            if self.is_ours(name):
                continue
            lines = values.get("fields", {})
            kept = {line: {} for line in lines if not self.is_ours(line)}
            odoo[name] = {"fields": kept} if lines else {}
        few, many = self.make_customer_with(2), self.make_customer_with(20)
        counts = {}
        for customer in few, many:
            count, values = self.count_queries_of_read(customer, ours)
            self.assertIn("INV/2026/", values["sale_currency_lock_reason"])
            self.assertTrue(values["child_ids"][0]["portal_area_ids"])
            alone, __ = self.count_queries_of_read(customer, odoo)
            counts[customer] = count, count - alone
        self.assertEqual(*(count for count, __ in counts.values()))
        self.assertLessEqual(counts[many][1], OUR_QUERIES)

    def test_the_boxes_of_saved_contacts_ask_for_no_defaults(self):
        """Else Odoo asks for them once for each contact."""
        customer = self.make_customer_with(3)
        specification = self.specification()
        self.env.flush_all()
        self.env.invalidate_all()
        partner_class = type(self.Partner)
        with patch.object(
            partner_class,
            "default_get",
            autospec=True,
            side_effect=partner_class.default_get,
        ) as ask:
            [values] = customer.web_read(specification)
        self.assertEqual(len(values["child_ids"]), 3)
        self.assertIs(values["child_ids"][0]["grant_portal_access"], False)
        asked = {name for call in ask.call_args_list for name in call.args[1]}
        self.assertFalse(asked & {"grant_portal_access", "send_welcome_mail"})

    def is_ours(self, name):
        """Whether a field of partners is one that our addon adds."""
        return self.Partner._fields[name]._modules == ("customer_onboarding",)

    def test_views_cost_no_query_once_they_are_known(self):
        views = [(self.view.id, "form"), (False, "list"), (False, "search")]
        partner_model = self.Partner.with_user(self.clerk)
        for __ in range(2):
            partner_model.get_views(views, {"toolbar": True})
            self.env.flush_all()
            self.env.invalidate_all()
        self.assertTrue(self.env.user.login)  # assertQueryCount reads it
        with self.assertQueryCount(0):
            partner_model.get_views(views, {"toolbar": True})

    def test_fields_are_described_as_odoo_does(self):
        """The form asks what can be sorted and grouped by; it is remembered."""
        customer = self.make_customer(email="ada@example.com")
        portal = self.env["res.users"].create(
            {
                "name": "Ada",
                "login": "ada@example.com",
                "partner_id": customer.id,
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        for user in self.clerk, portal, self.env.ref("base.user_root"):
            partner_model = self.Partner.with_user(user)
            for __ in range(2):
                described = partner_model.fields_get(None, ATTRIBUTES)
                expected = {
                    name: partner_model._fields[name].get_description(
                        partner_model.env, ATTRIBUTES
                    )
                    for name in described
                }
                self.assertEqual(described, expected, user.name)
        fields = self.Partner.with_user(self.clerk).fields_get(None, ATTRIBUTES)
        self.assertTrue(fields["name"]["sortable"])
        self.assertFalse(fields["billing_street"]["sortable"])
        self.assertFalse(fields["billing_street"]["groupable"])
        self.assertEqual(fields["color"]["aggregator"], "sum")
        # another user of fewer groups is told of fewer fields
        self.assertNotIn(
            "portal_area_ids", self.Partner.with_user(portal).fields_get(None, ["type"])
        )

    def test_a_field_that_is_added_is_described(self):
        self.Partner.with_user(self.clerk).fields_get(None, ATTRIBUTES)
        self.env["ir.model.fields"].create(
            {
                "name": "x_stranger",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "ttype": "char",
                # not stored: the table is not locked, which others are reading
                "store": False,
                "compute": "for record in self: record['x_stranger'] = 'x'",
            }
        )
        self.addCleanup(self.registry.reset_changes)
        fields = self.Partner.with_user(self.clerk).fields_get(None, ATTRIBUTES)
        self.assertFalse(fields["x_stranger"]["sortable"])
