from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from ..common import PASSWORD, OnboardingCommon


@tagged("post_install", "-at_install")
class TestPortalPreview(OnboardingCommon, HttpCase):
    """The page "What will this customer see?"."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.contact = cls.make_customer("Camille", parent_id=cls.customer.id)
        cls.user = cls.make_portal_user(cls.contact)
        cls.colleague = cls.make_customer("Robin", parent_id=cls.customer.id)
        cls.invoices = cls.make_invoice(cls.customer) | cls.make_invoice(cls.customer)
        cls.make_invoice(cls.make_customer("Deco"))
        cls.make_order(cls.customer)
        cls.areas = cls.area_invoices | cls.area_orders | cls.area_quotations

    def lines(self, partner, areas=None):
        action = partner.action_preview_portal()
        lines = self.env[action["res_model"]].search(action["domain"])
        if areas is None:
            return lines
        return lines.filtered(lambda line: line.area_id in areas)

    def found(self, partner, areas=None):
        """What the lines say: by area, whether it is on, why, and how many."""
        return {
            line.area_id.code: (line.access, line.reason, line.document_count)
            for line in self.lines(partner, self.areas if areas is None else areas)
        }

    def test_reasons_and_numbers(self):
        on = ("on", "on")
        self.assertEqual(
            self.found(self.contact),
            {"invoices": (*on, 2), "quotations": (*on, 1), "orders": (*on, 0)},
        )
        self.customer.portal_off_area_ids = self.area_invoices | self.area_orders
        self.contact.portal_off_area_ids = self.area_quotations | self.area_orders
        self.assertEqual(
            self.found(self.contact),
            {
                "invoices": ("off", "customer", 2),
                "quotations": ("off", "contact", 1),
                "orders": ("off", "both", 0),
            },
        )

    def test_it_tells_what_the_portal_then_shows(self):
        """The same numbers as the customer's own session finds, switched or not."""
        models = {"invoices": "account.move", "quotations": "sale.order"}
        domains = {"quotations": [("state", "!=", "sale")]}
        self.authenticate(self.user.login, PASSWORD)
        for off in (self.area_quotations, self.area_invoices, self.areas.browse()):
            self.customer.portal_off_area_ids = off
            lines = self.found(self.contact)
            for code, model in models.items():
                with self.subTest(area=code, off=off.mapped("code")):
                    access, __, count = lines[code]
                    self.assertTrue(count)
                    answer = self.make_jsonrpc_request(
                        "/web/dataset/call_kw",
                        {
                            "model": model,
                            "method": "search_count",
                            "args": [domains.get(code, [])],
                            "kwargs": {},
                        },
                    )
                    self.assertEqual(answer, count if access == "on" else 0)

    def test_whom_it_tells_of(self):
        lines = self.lines(self.customer)
        # the company signs in through its contacts alone
        self.assertEqual(lines.partner_id, self.contact | self.colleague)
        nobody = lines.filtered(lambda line: line.partner_id == self.colleague)
        self.assertEqual(nobody.mapped("reason"), ["no_user"])
        self.assertEqual(self.lines(self.contact).partner_id, self.contact)
        person = self.make_customer("Marie", is_company=False)
        self.assertEqual(self.lines(person).mapped("reason"), ["no_user"])
        staff = new_test_user(self.env, "staff_contact")
        staff.partner_id.parent_id = self.customer
        self.assertEqual(self.lines(staff.partner_id).mapped("reason"), ["internal"])

    def test_an_app_that_is_not_installed(self):
        apps_sudo = self.env["ir.module.module"].sudo()
        area = self.env["portal.area"].create(
            {
                "name": "Rockets",
                "code": "rockets",
                "module_names": apps_sudo.search(
                    [("state", "=", "uninstalled")], limit=1
                ).name,
                "line_ids": [Command.create({"model_name": "no.such.model"})],
            }
        )
        line = self.lines(self.contact, area)
        self.assertEqual((line.access, line.reason), ("missing", "not_installed"))
        self.assertFalse(line.is_counted)

    def test_off_by_default(self):
        """The default is the reason until somebody changes the permissions."""
        self.area_orders.off_by_default = True
        env = self.env(context={"tracking_disable": False, "mail_notrack": False})
        new = self.make_customer("Deco", is_company=False).with_env(env)
        self.make_portal_user(new)
        self.flush_tracking()
        self.assertEqual(self.found(new)["orders"][:2], ("off", "default"))
        new.portal_off_area_ids |= self.area_invoices
        self.flush_tracking()
        self.assertEqual(self.found(new)["orders"][:2], ("off", "customer"))

    def test_staff_only(self):
        with self.assertRaises(AccessError):
            self.contact.with_user(self.user).action_preview_portal()
        with self.assertRaises(AccessError):
            self.env["portal.preview"].with_user(self.user).search([])

    def preview_as(self, login, groups):
        """The line of invoices, as a member of staff with these rights gets it."""
        staff = new_test_user(self.env, login, groups)
        action = self.contact.with_user(staff).action_preview_portal()
        lines = self.env["portal.preview"].with_user(staff).search(action["domain"])
        self.assertEqual(len(lines), len(self.env["portal.area"].search([])))
        return lines.filtered(lambda line: line.area_id == self.area_invoices)

    def test_staff_are_told_of_what_they_may_read(self):
        accountant = self.preview_as("accountant", "account.group_account_invoice")
        self.assertEqual(accountant.document_count, 2)
        plain = self.preview_as("plain", "base.group_user")
        self.assertEqual((plain.is_counted, plain.document_count), (False, 0))
        with self.assertRaises(AccessError):
            plain.action_open_documents()
        # one of the two invoices is hidden from accountants as well
        hidden = self.invoices[0]
        self.env["ir.rule"].create(
            {
                "name": "Not that one",
                "model_id": self.env["ir.model"]._get_id("account.move"),
                "domain_force": f"[('id', '!=', {hidden.id})]",
            }
        )
        line = self.preview_as("limited", "account.group_account_invoice")
        self.assertEqual(line.document_count, 1)
        domain = line.action_open_documents()["domain"]
        self.assertEqual(domain, [("id", "in", (self.invoices - hidden).ids)])

    def test_lines_are_ones_own(self):
        others = self.lines(self.contact)
        line = self.preview_as("accountant", "account.group_account_invoice")
        Preview = line.browse()
        self.assertIn(line, Preview.search([]))
        self.assertFalse(others & Preview.search([]))
        for method in "read", "action_open_documents":
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(others[0].with_user(line.env.user), method)()

    def test_a_line_without_documents_says_so(self):
        """The button is hidden there; programs may call it all the same."""
        nobody = self.lines(self.colleague)
        with self.assertRaisesRegex(UserError, "no list of documents for .*Robin"):
            nobody.action_open_documents()

    def test_open_documents(self):
        [line] = self.lines(self.contact, self.area_invoices)
        action = line.action_open_documents()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found.partner_id, self.customer)
        self.assertEqual(len(found), 2)

    def test_cost(self):
        """One more contact costs a few queries for each area, whatever it has."""
        for number in range(30):
            self.make_order(self.customer, client_order_ref=f"{number}")
        self.make_portal_user(self.colleague)
        self.lines(self.customer)
        costs = []
        for partner in self.contact, self.contact | self.colleague:
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            partner.action_preview_portal()
            costs.append(self.cr.sql_log_count - before)
        self.assertLessEqual(costs[1] - costs[0], 4 * len(self.areas), costs)

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.flush()
