from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestCustomerList(OnboardingCommon):
    """The list and the cards of customers: order, groups, filters."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["customer.group"].create({"name": "Hotels"})
        cls.azure = cls.make_customer(
            customer_group_ids=cls.group.ids,
            country_id=cls.env.ref("base.de").id,
            lang="fr_FR",
            property_sale_currency_id=cls.eur.id,
            user_id=cls.env.user.id,
            portal_off_area_ids=cls.area_orders.ids,
        )
        cls.deco = cls.make_customer("Deco", email=False, portal_off_area_ids=False)
        cls.deco.customer_rank = 5
        cls.customers = cls.azure | cls.deco

    def arch(self, kind):
        view = self.env.ref(f"customer_onboarding.res_partner_customer_view_{kind}")
        found = self.env["res.partner"].get_view(view.id, kind)
        return etree.fromstring(found["arch"])

    def test_grouped_by_each(self):
        expected = {
            "customer_group_ids": self.group.id,
            "country_id": self.env.ref("base.de").id,
            "lang": "fr_FR",
            "property_sale_currency_id": self.eur.id,
            "user_id": self.env.user.id,
            "portal_access_state": "none",
        }
        names = {
            literal_eval(node.get("context"))["group_by"]
            for node in self.arch("search").iter("filter")
            if node.get("context")
        }
        self.assertEqual(names, set(expected))
        for name, value in expected.items():
            with self.subTest(name):
                groups = self.env["res.partner"].formatted_read_group(
                    [("id", "in", self.azure.ids)], [name], ["__count"]
                )
                found = groups[0][name]
                self.assertEqual(
                    found[0] if isinstance(found, list | tuple) else found, value
                )
                self.assertEqual(groups[0]["__count"], 1)

    def test_filters(self):
        domains = {
            node.get("name"): node.get("domain")
            for node in self.arch("search").iter("filter")
        }
        for name, expected in (
            ("areas_off", self.azure),
            ("no_email", self.deco),
            ("no_salesperson", self.deco),
            ("no_group", self.deco),
        ):
            domain = [("id", "in", self.customers.ids), *literal_eval(domains[name])]
            self.assertEqual(self.env["res.partner"].search(domain), expected, name)

    def test_the_order_is_that_of_a_column(self):
        """Odoo's own for customers is by a rank that no column shows."""
        for kind in "list", "kanban":
            self.assertEqual(self.arch(kind).get("default_order"), "complete_name")

    def test_permissions_are_set_in_the_dialog(self):
        [column] = self.arch("list").xpath("//field[@name='portal_off_area_ids']")
        self.assertEqual(column.get("readonly"), "1")
