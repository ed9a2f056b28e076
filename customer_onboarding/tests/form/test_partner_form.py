from lxml import etree

from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval
from odoo.tools.view_validation import get_expression_field_names

from ..common import OnboardingCommon

NEW_CUSTOMER = "customer_onboarding.res_partner_customer_view_form"
# what only customers are told of, by an XPath of the form
BLOCKS = {
    "permissions": "//page[@name='permissions']",
    "addresses": "//page[@name='billing_shipping']",
    "groups": "//field[@name='customer_group_ids']",
    "currency": "//field[@name='property_sale_currency_id']",
    "access": "//header/button[@name='action_invite']",
}


class TestPartnerForm(OnboardingCommon):
    """The form of partners: Odoo's own, with ours for customers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("base.group_multi_currency")
        cls.view = cls.env.ref("base.view_partner_form")
        cls.Partner = cls.env["res.partner"]

    def arch(self, view=None, user=None):
        """The form as a user gets it."""
        view = view or self.view
        partner_model = self.Partner.with_user(user or self.env.user)
        return etree.fromstring(partner_model.get_view(view.id)["arch"])

    def is_shown(self, node, partner, **values):
        """Whether a part of the form of a partner shows, with all that is around it.

        :param values: of fields, instead of the partner's
        """
        around = [node, *node.iterancestors()]
        hidden = filter(None, (element.get("invisible") for element in around))
        return not any(self.evaluate(text, partner, values) for text in hidden)

    def evaluate(self, condition, partner, values):
        """What a condition of a form is for a partner."""
        names = get_expression_field_names(condition) - values.keys()
        fields = {name: partner[name] for name in names}
        for name, value in fields.items():
            if partner._fields[name].type == "many2one":
                fields[name] = value.id
        return safe_eval(condition, fields | values)

    def shown_blocks(self, partner):
        """Names of our blocks that show on the form of a partner."""
        arch = self.arch()
        return {
            name
            for name, path in BLOCKS.items()
            if self.is_shown(arch.xpath(path)[0], partner)
        }

    def test_all_of_odoo_s_form_is_on_it(self):
        ours = self.env["ir.model.data"].search(
            [("module", "=like", "customer_onboarding%"), ("model", "=", "ir.ui.view")]
        )
        before = self.names(self.arch())
        before_primary = self.names(self.arch(self.env.ref(NEW_CUSTOMER)))
        extensions = self.env["ir.ui.view"].browse(ours.mapped("res_id"))
        extensions.filtered(lambda view: view.mode == "extension").active = False
        without_ours = self.names(self.arch())
        self.assertIn("property_account_position_id", without_ours)
        self.assertIn("same_vat_partner_id", without_ours)
        self.assertNotIn("portal_area_ids", without_ours)
        self.assertFalse(without_ours - before)
        self.assertFalse(without_ours - before_primary)

    def names(self, arch):
        """Fields, pages and buttons of a form, each with the field it is a line of."""
        return {
            "/".join(
                element.get("name")
                for element in (*reversed(list(node.iterancestors("field"))), node)
            )
            for node in arch.xpath("//field[@name] | //page[@name] | //button[@name]")
        }

    def test_customers_are_told_of_their_matters(self):
        for values in (
            {"is_company": True, "customer_rank": 1},
            {"is_company": True},
            {"is_company": False},
            {"is_company": True, "supplier_rank": 1, "customer_rank": 1},
        ):
            with self.subTest(values):
                customer = self.Partner.create({"name": "Azure", **values})
                self.assertEqual(self.shown_blocks(customer), set(BLOCKS))

    def test_contacts_of_customers_have_permissions_alone(self):
        customer = self.make_customer(is_company=True)
        contact = self.Partner.create({"name": "Ada", "parent_id": customer.id})
        self.assertEqual(self.shown_blocks(contact), {"permissions", "access"})
        address = self.Partner.create(
            {"name": "Dock", "parent_id": customer.id, "type": "delivery"}
        )
        self.assertFalse(self.shown_blocks(address))

    def test_vendors_and_colleagues_are_not_told_of_customers_matters(self):
        vendor = self.Partner.create({"name": "Wood", "supplier_rank": 1})
        contact = self.Partner.create({"name": "Ben", "parent_id": vendor.id})
        colleague = self.env["res.users"].create(
            {"name": "Eve", "login": "eve@example.com"}
        )
        for partner in (
            vendor,
            contact,
            colleague.partner_id,
            self.env.company.partner_id,
        ):
            with self.subTest(partner.name):
                self.assertFalse(self.shown_blocks(partner))
        # a vendor with portal access or a group is a customer all the same
        vendor.customer_group_ids = self.env["customer.group"].create({"name": "Both"})
        self.assertEqual(self.shown_blocks(vendor), set(BLOCKS))

    def test_a_new_company_of_ours_is_no_customer(self):
        partner = self.Partner.create({"name": "Branch", "is_company": True})
        self.assertTrue(partner.is_possible_customer)
        company = self.env["res.company"].create({"name": "Shop"})
        self.assertFalse(company.partner_id.is_possible_customer)
        company.partner_id = partner
        partner.invalidate_recordset()
        self.assertFalse(partner.is_possible_customer)

    def test_a_new_vendor_is_no_possible_customer(self):
        for context in (
            {"default_supplier_rank": 1},
            {"res_partner_search_mode": "supplier"},
        ):
            with self.subTest(context):
                form = Form(self.Partner.with_context(**context), view=self.view)
                self.assertFalse(form.is_possible_customer)
        form = Form(self.Partner.with_context(default_is_company=True), view=self.view)
        self.assertTrue(form.is_possible_customer)

    def test_possible_customers_are_found_in_bulk(self):
        partners = self.Partner.create(
            [{"name": f"Partner {number}", "is_company": True} for number in range(50)]
        )
        self.env.flush_all()
        for some in partners[:5], partners:
            self.env.invalidate_all()
            with self.assertQueryCount(5):
                some.mapped("is_possible_customer")

    def test_new_customer_begins_with_what_is_needed(self):
        arch = self.arch(self.env.ref(NEW_CUSTOMER))
        pages = {page.get("name"): page for page in arch.xpath("//page")}
        new = self.Partner.new({"name": "Azure", "is_company": True})
        shown = {name for name, page in pages.items() if self.is_shown(page, new)}
        self.assertEqual(
            shown, {"contact_addresses", "permissions", "billing_shipping"}
        )
        with Form(
            self.Partner.with_context(new_customer_form=True, default_is_company=True),
            view=NEW_CUSTOMER,
        ) as form:
            form.name = "Azure"
        saved = form.record
        self.assertTrue(saved.is_company)
        for name in ("sales_purchases", "internal_notes", "permissions"):
            self.assertTrue(self.is_shown(pages[name], saved), name)
        for button in arch.xpath("//div[@name='button_box']/button"):
            self.assertFalse(self.is_shown(button, new))
        [boxes] = arch.xpath("//div[@name='boxes']")
        self.assertTrue(self.is_shown(boxes, new))
        self.assertFalse(self.is_shown(boxes, saved))
        self.assertFalse(self.arch().xpath("//div[@name='boxes']"))

    def test_a_page_with_a_required_empty_field_shows_on_new_customer(self):
        """Nobody could save, otherwise, and nobody would see why."""
        self.extend(
            """
            <page name="internal_notes" position="after">
                <page name="stranger"><field name="barcode" required="1" /></page>
                <page name="friend"><field name="barcode" /></page>
            </page>
            """
        )
        arch = self.arch(self.env.ref(NEW_CUSTOMER))
        [stranger] = arch.xpath("//page[@name='stranger']")
        [friend] = arch.xpath("//page[@name='friend']")
        new = self.Partner.new({"name": "Azure"})
        self.assertTrue(self.is_shown(stranger, new))
        self.assertFalse(self.is_shown(friend, new))
        self.assertFalse(self.is_shown(stranger, new, barcode="123"))
        self.assertTrue(self.is_shown(friend, new, id=1))

    def extend(self, arch):
        """Extend Odoo's form as another addon does."""
        self.env["ir.ui.view"].create(
            {
                "name": "stranger",
                "model": "res.partner",
                "inherit_id": self.view.id,
                "arch": f"<data>{arch}</data>",
            }
        )

    def test_one_header_and_one_status_bar_beside_another_addon_s(self):
        self.extend(
            """
            <sheet position="before">
                <header><field name="type" widget="statusbar" /></header>
            </sheet>
            """
        )
        for view in self.view, self.env.ref(NEW_CUSTOMER):
            arch = self.arch(view)
            [header] = arch.findall("header")
            bars = header.findall("field[@widget='statusbar']")
            self.assertEqual([bar.get("name") for bar in bars], ["type"])
            [state] = header.findall("field[@name='portal_access_state']")
            self.assertEqual(state.get("widget"), "badge")
            self.assertTrue(header.findall("button[@name='action_send_welcome_mail']"))
            self.assertFalse(header.get("invisible"))

    def test_both_address_blocks_have_the_same_fields_in_the_country_s_order(self):
        self.env.company.country_id = self.env.ref("base.de")
        self.check_address_blocks(first=["zip", "city"])

    def test_address_blocks_stay_where_a_country_has_an_address_form_of_its_own(self):
        """Odoo puts it in the place of everything that looks like an address."""
        country = self.env.ref("base.se")
        country.address_view_id = self.env["ir.ui.view"].create(
            {
                "name": "Swedish address",
                "model": "res.partner",
                "type": "form",
                "priority": 900,
                "arch": """<form><div class="o_address_format">
                    <field name="street" /><field name="zip" /><field name="city" />
                </div></form>""",
            }
        )
        self.env.company.country_id = country
        self.check_address_blocks(first=["zip", "city"])

    def check_address_blocks(self, first):
        arch = self.arch()
        names = {}
        for block in "billing", "shipping":
            fields = arch.xpath(f"//group[@name='{block}']//field")
            names[block] = [field.get("name") for field in fields]
            self.assertTrue(all(n.startswith(f"{block}_") for n in names[block]))
            self.assertFalse(
                arch.xpath(f"//group[@name='{block}']//field[@name='zip']")
            )
            plain = [name.removeprefix(f"{block}_") for name in names[block]]
            self.assertLess(plain.index(first[0]), plain.index(first[1]))
            labels = arch.xpath(f"//group[@name='{block}']//label/@for")
            self.assertEqual(labels, [f"{block}_same", f"{block}_street"])
        self.assertEqual(len(names["billing"]), 11)
        self.assertEqual(
            [name.removeprefix("billing_") for name in names["billing"]],
            [name.removeprefix("shipping_") for name in names["shipping"]],
        )
        for node in arch.xpath("//group[@name='shipping']//field[@invisible]"):
            self.assertEqual(node.get("invisible"), "shipping_same")

    def test_a_contact_entered_with_its_company_leaves_the_currency_alone(self):
        self.env.company.customer_currency_id = self.gbp
        customer = self.make_customer(is_company=True)
        customer.property_sale_currency_id = self.eur
        self.make_order(customer)
        with Form(self.Partner, view=self.view) as form:
            form.name = "Ada"
            form.parent_id = customer
        self.assertEqual(customer.property_sale_currency_id, self.eur)
        self.assertEqual(form.record.property_sale_currency_id, self.eur)

    def test_the_pricelist_that_a_form_shows_is_not_the_customer_s_own(self):
        """It would stay behind when the currency changes, and forbid that."""
        self.env.user.group_ids |= self.env.ref("product.group_product_pricelist")
        self.env.company.customer_currency_id = self.gbp
        self.env["product.pricelist"]._ensure_in_currency(
            self.gbp, self.env["res.country"]
        )
        with Form(self.Partner, view=NEW_CUSTOMER) as form:
            form.name = "Azure"
            self.assertEqual(form.property_product_pricelist.currency_id, self.gbp)
        customer = form.record
        self.assertFalse(customer.specific_property_product_pricelist)
        customer.property_sale_currency_id = self.eur
        self.assertEqual(customer.property_product_pricelist.currency_id, self.eur)
        # another one that is chosen is kept
        other = self.env["product.pricelist"].create(
            {"name": "Special", "currency_id": self.eur.id, "sequence": 99}
        )
        customer.property_product_pricelist = other
        self.assertEqual(customer.specific_property_product_pricelist, other)

    def test_the_locks_name_the_customer_without_its_address(self):
        """An order opens the form in a context that puts the address into names."""
        customer = self.make_customer("Azure Interior", street="1 Main Street")
        self.make_order(customer)
        shown = customer.with_context(show_address=True)
        self.assertIn("1 Main Street", shown.display_name)
        for reason in shown.language_lock_reason, shown.sale_currency_lock_reason:
            self.assertIn("Azure Interior", reason)
            self.assertNotIn("1 Main Street", reason)

    def test_access_is_offered_to_who_may_grant_it(self):
        clerk = self.env["res.users"].create(
            {
                "name": "Clerk",
                "login": "clerk@example.com",
                "group_ids": [self.env.ref("sales_team.group_sale_salesman").id],
            }
        )
        path = "//button[@name='action_grant_portal_access']"
        self.assertFalse(self.arch(user=clerk).xpath(path))
        clerk.group_ids |= self.env.ref("base.group_partner_manager")
        found = self.arch(user=clerk).xpath(path)
        self.assertEqual(len(found), 2, "on the form and on the dialog of a contact")

    def test_the_dialog_of_a_contact_starts_without_the_customer_s_boxes(self):
        self.env.company.customer_grant_access_default = True
        partner_model = self.Partner.with_context(new_customer_form=True)
        self.assertTrue(Form(partner_model, view=NEW_CUSTOMER).grant_portal_access)
        contact = partner_model.with_context(default_parent_id=False)
        defaults = contact.default_get(["grant_portal_access"])
        self.assertFalse(defaults.get("grant_portal_access"))
