"""Numbers of switched-off areas on other records: neither read nor asked about."""

import warnings

from odoo import api
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common import OnboardingCommon

LINES = "sale.order.line"
ORDERS = "sale.order"
AMOUNT = "untaxed_amount_invoiced"
TOTAL = f"{AMOUNT}:sum"
STATE = "invoice_status"
INVOICED = [[STATE, "=", "invoiced"]]
RICH = [[TOTAL, ">", 100]]


@tagged("post_install", "-at_install")
class TestPortalHiddenTerms(OnboardingCommon):
    """A customer with two invoiced orders, of 30 and of 700, asks by RPC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.user = cls.make_portal_user(cls.customer)
        # exporting is an administrator's to grant
        cls.user.group_ids |= cls.env.ref("base.group_allow_export")
        cls.small, cls.large = (cls.make_invoiced_order(price) for price in (30, 700))
        cls.orders = cls.small | cls.large
        cls.lines = cls.orders.order_line

    @classmethod
    def make_invoiced_order(cls, price):
        order = cls.make_order(cls.customer)
        order.order_line.write({"price_unit": price, "tax_ids": [Command.clear()]})
        order.action_confirm()
        cls.make_invoice(
            cls.customer,
            invoice_line_ids=[
                Command.create(
                    {
                        "product_id": cls.product_a.id,
                        "price_unit": price,
                        "tax_ids": [Command.clear()],
                        "sale_line_ids": order.order_line.ids,
                    }
                )
            ],
        )
        return order

    def call(self, model, method, *args, **kwargs):
        """Call a public method as a client of the customer does."""
        self.env.flush_all()
        self.env.invalidate_all()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            model = self.env[model].with_user(self.user).with_context(lang="en_US")
            answer = call_kw(model, method, list(args), kwargs)
        return answer.ids if hasattr(answer, "ids") else answer

    def assert_refused_when_off(self, questions, area=None):
        """Each question is answered while the area is on, and refused when it is off.

        :param dict questions: model, method and arguments, by a name of the question
        """
        for name, (*question, kwargs) in questions.items():
            with self.subTest(name):
                self.customer.portal_off_area_ids = False
                self.assertTrue(self.call(*question, **kwargs), "answered while on")
                self.customer.portal_off_area_ids = area or self.area_invoices
                with self.assertRaises(AccessError):
                    self.call(*question, **kwargs)

    def test_nobody_is_restricted_before_the_sign_in(self):
        """Odoo computes fields of the user who signs in, and knows no user yet."""
        nobody = api.Environment(self.cr, None, {})
        self.assertFalse(nobody["res.users"]._has_portal_restrictions())

    def test_the_answers_would_tell_the_amounts(self):
        """So that the refusals below are refusals of something."""
        having = self.call(
            LINES, "formatted_read_group", [], ["order_id"], ["__count"], having=RICH
        )
        self.assertEqual([row["order_id"][0] for row in having], self.large.ids)
        for direction, expected in (
            ("", self.small | self.large),
            (" desc", self.large | self.small),
        ):
            found = self.call(LINES, "search", [], order=AMOUNT + direction)
            self.assertEqual(found, expected.order_line.ids)
            groups = self.call(
                *(LINES, "formatted_read_group", [], ["order_id"], ["__count"]),
                order=TOTAL + direction,
            )
            self.assertEqual([row["order_id"][0] for row in groups], expected.ids)

    def test_filters(self):
        above = [["order_id.invoice_status", "=", "invoiced"]]
        # Odoo looks into these lines past their own rules
        below = [["order_line", "any", INVOICED]]
        not_below = ["!", ["order_line", "any", [[STATE, "=", "no"]]]]
        far_below = [["order_id", "any", [["order_line", "any", INVOICED]]]]
        self.assert_refused_when_off(
            {
                "search": (LINES, "search", INVOICED, {}),
                "path": (LINES, "search", above, {}),
                "above": (LINES, "search", [["order_id", "any", INVOICED]], {}),
                "below": (ORDERS, "search", below, {}),
                "not below": (ORDERS, "search", not_below, {}),
                "far below": (LINES, "search", far_below, {}),
                "count": (LINES, "search_count", INVOICED, {}),
                "search_read": (LINES, "search_read", INVOICED, ["id"], {}),
                "web_search_read": (LINES, "web_search_read", INVOICED, {"id": {}}, {}),
                "name_search": (LINES, "name_search", "", INVOICED, {}),
                "web_name_search": (
                    *(LINES, "web_name_search", "", {"display_name": {}}, INVOICED),
                    {},
                ),
                "group": (
                    *(LINES, "formatted_read_group", INVOICED, [], ["__count"]),
                    {},
                ),
                "links of a field": (
                    *(ORDERS, "search", [["invoice_ids.amount_total", ">", 100]]),
                    {},
                ),
            }
        )

    def test_orders(self):
        self.assert_refused_when_off(
            {
                "search": (LINES, "search", [], {"order": f"{AMOUNT} desc"}),
                "second": (LINES, "search", [], {"order": f"id, {AMOUNT} NULLS LAST"}),
                "search_read": (LINES, "search_read", [], ["id"], {"order": AMOUNT}),
                "web_search_read": (
                    *(LINES, "web_search_read", [], {"id": {}}),
                    {"order": AMOUNT},
                ),
                "status": (LINES, "search", [], {"order": STATE}),
            }
        )

    def test_groups(self):
        count = ["__count"]
        bar = {"field": STATE, "colors": {"invoiced": "success"}}
        other_bar = {"field": "state", "colors": {"sale": "info"}}
        two_sets = [["order_id"], [STATE]]
        self.assert_refused_when_off(
            {
                "group": (LINES, "formatted_read_group", [], [STATE], count, {}),
                "second": (
                    *(LINES, "formatted_read_group", [], ["state", STATE], count),
                    {},
                ),
                "path": (
                    LINES,
                    "formatted_read_group",
                    [],
                    ["order_id.invoice_status"],
                    count,
                    {},
                ),
                "sets": (
                    *(LINES, "formatted_read_grouping_sets", [], two_sets, count),
                    {},
                ),
                "web_read_group": (LINES, "web_read_group", [], [STATE], {}),
                "web_read_group opened": (
                    *(LINES, "web_read_group", [], ["order_id", STATE]),
                    {"auto_unfold": True},
                ),
                "read_group": (LINES, "read_group", [], count, STATE, {}),
                "read_group of two": (
                    *(LINES, "read_group", [], count, ["state", STATE]),
                    {"lazy": False},
                ),
                "bar": (LINES, "read_progress_bar", [], "state", bar, {}),
                "groups of a bar": (
                    *(LINES, "read_progress_bar", [], STATE, other_bar),
                    {},
                ),
                "search panel": (
                    *(LINES, "search_panel_select_range", STATE),
                    {"enable_counters": True, "expand": True},
                ),
            }
        )

    def test_sums(self):
        sets = [["order_id"], []]
        self.assert_refused_when_off(
            {
                "sum": (LINES, "formatted_read_group", [], ["state"], [TOTAL], {}),
                "of all": (LINES, "formatted_read_group", [], [], [TOTAL], {}),
                "sets": (
                    *(LINES, "formatted_read_grouping_sets", [], sets, [TOTAL]),
                    {},
                ),
                "web_read_group": (
                    *(LINES, "web_read_group", [], ["order_id"], [TOTAL]),
                    {},
                ),
                "read_group": (LINES, "read_group", [], [TOTAL], ["state"], {}),
                "named": (
                    *(LINES, "read_group", [], [f"x:sum({AMOUNT})"], ["state"]),
                    {},
                ),
            }
        )

    def test_having_and_orders_of_groups(self):
        """They leave no trace in the answer but the groups and their order."""
        count, by_order = ["__count"], ["order_id"]
        negated = ["!", *RICH]
        sets = [["order_id"], []]
        self.assert_refused_when_off(
            {
                "having": (
                    *(LINES, "formatted_read_group", [], by_order, count),
                    {"having": RICH},
                ),
                "negated": (
                    *(LINES, "formatted_read_group", [], by_order, count),
                    {"having": negated},
                ),
                "second having": (
                    *(LINES, "formatted_read_group", [], by_order, count),
                    {"having": ["|", ["__count", ">", 5], *RICH]},
                ),
                "order": (
                    *(LINES, "formatted_read_group", [], by_order, count),
                    {"order": f"{TOTAL} desc"},
                ),
                "order of sets": (
                    *(LINES, "formatted_read_grouping_sets", [], sets, count),
                    {"order": f"{TOTAL} desc"},
                ),
                "orderby": (
                    *(LINES, "read_group", [], ["__count"], by_order),
                    {"orderby": f"{TOTAL} desc"},
                ),
                "orderby, lazy": (
                    *(LINES, "read_group", [], ["__count"], ["order_id", "state"]),
                    {"orderby": f"{AMOUNT}:max", "lazy": True},
                ),
            }
        )

    def test_a_public_method_nobody_has_heard_of(self):
        """Another addon hands a client's terms to Odoo's own private methods."""
        Model = self.env.registry[LINES]

        @api.model
        def ask(self, *args, **kwargs):
            return self._read_group(*args, **kwargs)

        @api.model
        def ask_sets(self, *args, **kwargs):
            return self._read_grouping_sets(*args, **kwargs)

        @api.model
        def ask_query(self, *args, **kwargs):
            return list(self._search(*args, **kwargs))

        for method in (ask, ask_sets, ask_query):
            setattr(Model, method.__name__, method)
            self.addCleanup(delattr, Model, method.__name__)
        by_order = ["order_id"]
        self.assert_refused_when_off(
            {
                "group": (LINES, "ask", [], [STATE], {}),
                "sum": (LINES, "ask", [], [], [TOTAL], {}),
                "having": (LINES, "ask", [], by_order, {"having": RICH}),
                "order": (LINES, "ask", [], by_order, {"order": TOTAL}),
                "sets": (LINES, "ask_sets", [], [["state"], [STATE]], {}),
                "query": (LINES, "ask_query", INVOICED, {}),
                "order of a query": (LINES, "ask_query", [], {"order": AMOUNT}),
            }
        )

    def test_numbers_read_as_empty_and_are_not_exported(self):
        order = self.large.with_user(self.user)
        self.env.invalidate_all()
        self.assertEqual(order.read(["invoice_count"])[0]["invoice_count"], 1)
        questions = {
            "export": (LINES, "export_data", self.lines.ids, [AMOUNT], {}),
            "export above": (
                *(LINES, "export_data", self.lines.ids, ["order_id/invoice_status"]),
                {},
            ),
        }
        self.assert_refused_when_off(questions)
        self.assertFalse(order.read(["invoice_count"])[0]["invoice_count"])

    def test_groups_are_not_called_by_hidden_names(self):
        """A group by a link is called by the name of the record it leads to."""
        group = (LINES, "formatted_read_group", [["id", "in", self.lines.ids]])
        group = (*group, ["order_id"], ["__count"])
        names = [row["order_id"][1] for row in self.call(*group)]
        self.assertEqual(set(names), set(self.orders.mapped("name")))
        self.customer.portal_off_area_ids = self.area_orders
        # lines may be open where their orders are not
        self.area_orders.line_ids.filtered(lambda r: r.model_name == LINES).unlink()
        with self.assertRaises(AccessError):
            self.call(*group)
        for aggregate in "array_agg", "count_distinct", "max":
            with self.subTest(aggregate), self.assertRaises(AccessError):
                terms = [[], [f"order_id:{aggregate}"]]
                self.call(LINES, "formatted_read_group", [], *terms)
        with self.assertRaises(AccessError):
            self.call(LINES, "search", [], order="order_id desc")
        # the model's own order: nobody asked for it
        self.assertEqual(len(self.call(LINES, "search", [])), 2)

    def test_groups_of_odoo_s_own_pages_do_not_fail(self):
        """Their links to hidden records are empty, as they are where they are read."""
        Line = self.env[LINES].with_user(self.user)
        self.env.flush_all()

        def groups():
            return Line._read_group([], ["order_id", "state"], ["__count"])

        self.assertEqual({order for order, *__ in groups()}, set(self.orders))
        self.customer.portal_off_area_ids = self.area_orders
        self.area_orders.line_ids.filtered(lambda r: r.model_name == LINES).unlink()
        self.assertEqual(groups(), [(self.orders.browse(), "sale", 2)])
        self.large.state = "sent"
        self.env.flush_all()
        self.assertEqual(
            {(order, state) for order, state, __ in groups()},
            {(self.large, "sent"), (self.orders.browse(), "sale")},
        )

    def test_rules_and_computed_fields_of_odoo_are_unaffected(self):
        """They may use what the client may not."""
        self.customer.portal_off_area_ids = self.area_invoices
        rule = {"name": "Invoiced alone", "groups": self.env.ref("base.group_portal")}
        rule["groups"] = rule["groups"].ids
        rule["model_id"] = self.env["ir.model"]._get_id(LINES)
        self.env["ir.rule"].create(
            rule | {"domain_force": f"[('{STATE}', '=', 'invoiced')]"}
        )
        self.assertEqual(set(self.call(LINES, "search", [])), set(self.lines.ids))

        def compute(records):
            groups = records.env[LINES]._read_group([], ["order_id"], [TOTAL])
            totals = {order.id: total for order, total in groups}
            for record in records:
                record.note = str(totals.get(record._origin.id))

        field = self.env.registry[ORDERS].note
        self.patch(field, "compute", compute)
        note = self.env[ORDERS].with_user(self.user).new(origin=self.large)
        note._compute_field_value(field)
        self.assertIn("700", note.note)

    def test_the_other_parts_may_be_searched_as_before(self):
        self.customer.portal_off_area_ids = self.area_invoices
        total = "price_subtotal:sum"
        groups = self.call(
            *(LINES, "formatted_read_group", [["state", "=", "sale"]]),
            *(["order_id"], [total]),
            having=[[total, ">", 100]],
            order=f"{total} desc",
        )
        self.assertEqual([row[total] for row in groups], [700])
        by_total = self.call(ORDERS, "search", [], order="amount_total desc")
        self.assertEqual(by_total, (self.large | self.small).ids)

    def test_conditions_take_links_to_hidden_records_as_empty(self):
        """A client that guesses ids learns as little as one that reads the link."""
        model, link = "account.move.line", "sale_line_ids"
        Line = self.env[model]
        lines = Line.search([(link, "in", self.lines.ids)])
        other = self.make_invoice(self.customer).invoice_line_ids
        ours = ["id", "in", (lines | other).ids]
        small = self.small.order_line.id
        questions = {
            "equal": [[link, "=", small]],
            "in": [[link, "in", [small]]],
            "not in": ["!", [link, "not in", [small]]],
            "unequal": [[link, "!=", False]],
            "not empty": ["!", [link, "=", False]],
            "path": [["move_id.invoice_line_ids.sale_line_ids", "=", small]],
            "any": [["move_id", "any", [["line_ids", "any", [[link, "=", small]]]]]],
        }
        for name, domain in questions.items():
            with self.subTest(name):
                self.customer.portal_off_area_ids = False
                self.assertTrue(self.call(model, "search", [ours, *domain]))
                self.customer.portal_off_area_ids = self.area_orders
                self.assertEqual(self.call(model, "search", [ours, *domain]), [])
        for domain in [[link, "=", False]], [[link, "not in", [small]]]:
            found = self.call(model, "search", [ours, *domain])
            self.assertEqual(set(found), set((lines | other).ids))
