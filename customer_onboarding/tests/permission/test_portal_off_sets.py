from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..common import OnboardingCommon


class TestPortalOffSets(OnboardingCommon):
    """How staff change what is off: import, merge, areas that come and go."""

    def test_merged_customers_keep_what_either_had_off(self):
        kept = self.make_customer("Kept", portal_off_area_ids=self.area_orders.ids)
        gone = self.make_customer("Gone", portal_off_area_ids=self.area_invoices.ids)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (kept | gone).ids, kept, extra_checks=False
        )
        self.assertFalse(gone.exists())
        self.env.invalidate_all()
        self.assertEqual(
            kept.portal_off_area_ids, self.area_orders | self.area_invoices
        )

    def test_import_by_code(self):
        result = self.env["res.partner"].load(
            ["name", "portal_off_area_ids"], [["Imported", "invoices,orders"]]
        )
        self.assertFalse(result["messages"])
        imported = self.env["res.partner"].browse(result["ids"])
        self.assertEqual(
            imported.portal_off_area_ids, self.area_orders | self.area_invoices
        )

    def test_mass_edit(self):
        """The list's multi-edit adds and takes away; what else was off stays."""
        some = self.make_customer("One", portal_off_area_ids=self.area_orders.ids)
        some |= self.make_customer("Two")
        for command, expected in (
            (Command.link, [self.area_orders | self.area_invoices, self.area_invoices]),
            (Command.unlink, [self.area_orders, self.area_orders.browse()]),
        ):
            values = {"portal_off_area_ids": [command(self.area_invoices.id)]}
            some.web_save(values, {})
            self.env.invalidate_all()
            found = [customer.portal_off_area_ids for customer in some]
            self.assertEqual(found, expected)

    def test_contacts_entered_with_their_customer_follow_it(self):
        """A form sends the areas that a contact shows: they are not its own."""
        self.area_invoices.off_by_default = True
        shown = self.env["portal.area"]._get_available() - self.area_invoices
        areas = {"portal_area_ids": [Command.link(id_) for id_ in shown.ids]}
        contact = {"name": "Ada", "parent_id": False} | areas
        customer = self.env["res.partner"].create(
            {
                "name": "Azure",
                "is_company": True,
                "child_ids": [Command.create(contact)],
            }
            | {"portal_off_area_ids": [Command.link(self.area_invoices.id)]}
            | areas
        )
        contact |= {"name": "Bob", "parent_id": customer.id}
        customer.child_ids = [Command.create(contact)]
        orders = areas["portal_area_ids"][:1] + areas["portal_area_ids"][2:]
        hidden = shown - shown.browse(command[1] for command in orders)
        contact |= {"name": "Cleo", "portal_area_ids": orders}
        customer.child_ids = [Command.create(contact)]
        self.env.invalidate_all()
        ada, bob, cleo = customer.child_ids.sorted("name")
        self.assertEqual(customer.portal_off_area_ids, self.area_invoices)
        self.assertFalse((ada | bob).portal_off_area_ids)
        self.assertEqual(cleo.portal_off_area_ids, hidden, "what was switched off here")
        customer.portal_off_area_ids = False
        self.assertIn(self.area_invoices, ada.portal_area_ids)

    def test_an_area_shows_only_where_its_app_is_installed(self):
        area = self.env["portal.area"].create(
            {
                "name": "Rockets",
                "code": "rockets",
                "module_names": "no_such_app",
                "line_ids": [Command.create({"model_name": "no.such.model"})],
            }
        )
        customer = self.make_customer()
        self.assertNotIn(area, customer.portal_area_ids)
        customer.portal_off_area_ids = area
        customer.portal_area_ids -= self.area_invoices
        self.assertEqual(customer.portal_off_area_ids, area | self.area_invoices)
        area.line_ids = False
        area.module_names = "no_such_app, portal"
        self.env.invalidate_all()
        self.assertNotIn(area, customer.portal_area_ids, "it is switched off")
        customer.portal_off_area_ids = False
        self.assertIn(area, customer.portal_area_ids)

    def test_mistakes_are_refused_with_a_sentence(self):
        for values, message in (
            ({"code": "My Area"}, "the code My Area must be"),
            ({"derived_fields": "nonsense"}, "nonsense must be a model and one"),
            (
                {"line_ids": [Command.create({"model_name": "no.such.model"})]},
                "there is no model no.such.model here",
            ),
        ):
            with (
                self.subTest(message=message),
                self.assertRaisesRegex(ValidationError, message),
                self.cr.savepoint(),
            ):
                self.env["portal.area"].create({"name": "Bad", "code": "bad"} | values)

    def test_pages(self):
        area = self.env["portal.area"].create(
            {"name": "P", "code": "p", "url_paths": "/my/p\n/my/q/*/r\n/my/s/*"}
        )
        closed = self.env["portal.area"]._get_ids_by_path
        for path in "/my/p", "/my/p/page/2", "/my/q/7/r", "/my/s", "/my/s/1/2":
            self.assertIn(area.id, closed(path), path)
        for path in "/my/pp", "/my/p/1", "/my/q/7", "/my/q/7/8/r", "/my", "/my/st":
            self.assertNotIn(area.id, closed(path), path)
        # what was known of it is forgotten when it changes, or goes
        area.url_paths = "/my/t"
        self.assertIn(area.id, closed("/my/t"))
        self.assertFalse(closed("/my/p"))
        area.unlink()
        self.assertFalse(closed("/my/t"))

    def test_a_changed_domain_counts_at_once(self):
        area = self.area_orders
        restrictions = self.env["portal.area"]._get_model_restrictions
        line = area.line_ids.filtered(lambda line: line.model_name == "sale.order")
        self.assertIn(area.id, dict(restrictions("sale.order")))
        line.domain = "[('state', '=', 'sale')]"
        domain = dict(restrictions("sale.order"))[area.id]
        self.assertEqual(list(domain), [("state", "=", "sale")])
        line.unlink()
        self.assertNotIn(area.id, dict(restrictions("sale.order")))
