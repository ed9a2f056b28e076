from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools.convert import convert_file

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
        app = self.get_missing_app()
        area = self.env["portal.area"].create(
            {
                "name": "Rockets",
                "code": "rockets",
                "module_names": app,
                "line_ids": [Command.create({"model_name": "no.such.model"})],
            }
        )
        customer = self.make_customer()
        self.assertNotIn(area, customer.portal_area_ids)
        customer.portal_off_area_ids = area
        customer.portal_area_ids -= self.area_invoices
        self.assertEqual(customer.portal_off_area_ids, area | self.area_invoices)
        area.line_ids = False
        area.module_names = f"{app}, portal"
        self.env.invalidate_all()
        self.assertNotIn(area, customer.portal_area_ids, "it is switched off")
        customer.portal_off_area_ids = False
        self.assertIn(area, customer.portal_area_ids)

    def test_mistakes_are_refused_with_a_sentence(self):
        for values, message in (
            ({"code": "My Area"}, "the code My Area must be"),
            ({"derived_fields": "nonsense"}, "nonsense must be a model and one"),
            (
                {"derived_fields": "sale.order.no_such_field"},
                "there is no field sale.order.no_such_field here",
            ),
            ({"derived_fields": "no.model.name"}, "there is no field no.model.name"),
            ({"module_names": "no_such_app"}, "this Odoo has no app no_such_app"),
            ({"module_names": "portal, no_such_app"}, "has no app no_such_app"),
            ({"url_paths": "/my"}, "/my would close the home page"),
            ({"url_paths": "/my/x\n/my/"}, "/my/ would close the home page"),
            ({"url_paths": "/my/*"}, r"/my/\* would close the home page"),
            ({"url_paths": "/*/home"}, r"/\*/home would close the home page"),
            ({"url_paths": "/my/counters"}, "/my/counters would close the home page"),
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

    def test_an_app_that_is_not_installed_may_have_unknown_fields(self):
        area = self.env["portal.area"].create(
            {
                "name": "Later",
                "code": "later",
                "module_names": self.get_missing_app(),
                "derived_fields": "no.such.model.field",
            }
        )
        with self.assertRaisesRegex(ValidationError, "no field no.such.model.field"):
            area.module_names = "portal"

    def test_the_home_page_of_older_databases_stays_open(self):
        area = self.env["portal.area"].create({"name": "Old", "code": "old"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE portal_area SET url_paths = %s WHERE id = %s",
            ["/my\n/my/old", area.id],
        )
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        closed = self.env["portal.area"]._get_ids_by_path
        self.assertFalse(closed("/my"))
        self.assertIn(area.id, closed("/my/old"))

    def test_delivered_areas_are_archived_instead_of_deleted(self):
        own = self.env["portal.area"].create({"name": "Own", "code": "own"})
        self.assertEqual((own | self.area_orders).mapped("is_delivered"), [False, True])
        with self.assertRaisesRegex(UserError, "area Orders belongs .*Archive it"):
            (own | self.area_orders).unlink()
        self.assertTrue(own.exists())
        self.area_orders.active = False
        own.unlink()
        self.assertFalse(own.exists())

    def test_an_area_that_is_gone_is_off_for_customers(self):
        """Of older databases: code that asks for it by name must not fail."""
        user = self.make_portal_user(self.make_customer())
        self.assertFalse(user._is_portal_area_off("orders"))
        self.assertTrue(user._is_portal_area_off("no_such_area"))
        self.assertFalse(self.env.user._is_portal_area_off("no_such_area"))
        user.partner_id.portal_off_area_ids = self.area_orders
        self.assertTrue(user._is_portal_area_off("orders"))
        self.area_orders.active = False
        self.assertFalse(user._is_portal_area_off("orders"))

    def test_an_update_keeps_what_users_edited_and_brings_what_is_hidden(self):
        """From a database in which no update reached delivered areas."""
        area = self.area_orders
        fields = area.derived_fields
        lines = sorted(area.line_ids.mapped(lambda r: (r.model_name, r.domain)))
        edited = {"name": "Purchases of Ours", "sequence": 77, "icon": "fa-star"}
        edited |= {"off_by_default": True, "description": "Ours", "active": False}
        area.write(edited)
        area.write({"derived_fields": "res.partner.sale_order_count"})
        area.write({"url_paths": "/my/old", "counter_keys": "old_count"})
        area.line_ids[0].unlink()
        data = self.env["ir.model.data"].sudo()
        [row] = data.search([("model", "=", area._name), ("res_id", "=", area.id)])
        row.noupdate = True
        customer = self.make_customer(portal_off_area_ids=area.ids)
        for name in ("portal_area_data.xml", "portal_area_apps_data.xml"):
            # as Odoo does it at ``--update``
            convert_file(
                self.env, "customer_onboarding", f"data/{name}", {}, mode="update"
            )
        self.assertEqual({name: area[name] for name in edited}, edited)
        self.assertEqual(area.derived_fields, fields)
        self.assertEqual(area.url_paths, "/my/orders")
        self.assertEqual(area.counter_keys, "order_count")
        self.assertEqual(
            sorted(area.line_ids.mapped(lambda r: (r.model_name, r.domain))), lines
        )
        customer = customer.with_context(active_test=False)
        self.assertEqual(customer.portal_off_area_ids, area)

    def get_missing_app(self):
        """The technical name of an app that is not installed."""
        apps_sudo = self.env["ir.module.module"].sudo()
        return apps_sudo.search([("state", "=", "uninstalled")], limit=1).name

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
