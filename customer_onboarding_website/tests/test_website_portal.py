from odoo.addons.customer_onboarding.tests.common import OnboardingCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestWebsitePortal(OnboardingCommon):
    """Menus, snippets and languages of the website around the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.user = cls.make_portal_user(cls.customer)
        cls.website = cls.env["website"].search([], limit=1)

    def make_menu(self, name, url="#", parent=None):
        return self.env["website.menu"].create(
            {
                "name": name,
                "url": url,
                "parent_id": (parent or self.website.menu_id).id,
                "website_id": self.website.id,
            }
        )

    def shown(self, menus):
        return menus.with_user(self.user).search([("id", "in", menus.ids)]).sudo()

    def test_menus_of_closed_pages_are_hidden(self):
        dropdown = self.make_menu("Papers")
        bills = self.make_menu("Bills", "/fr/my/invoices?page=1", dropdown)
        papers = dropdown | bills
        mixed = self.make_menu("Mixed")
        both = [
            self.make_menu("Our bills", "/my/invoices", mixed),
            self.make_menu("Library", "/library", mixed),
        ]
        self.env["res.lang"]._activate_lang("fr_FR")
        menus = papers | mixed | both[0] | both[1]
        self.assertEqual(self.shown(menus), menus)
        self.customer.portal_off_area_ids = self.area_invoices
        self.assertEqual(self.shown(menus), mixed | both[1])

    def test_snippets_show_no_hidden_record(self):
        invoice = self.make_invoice(self.customer)
        filters = self.env["website.snippet.filter"].with_user(self.user).sudo()
        snippet = filters.new({"field_names": "name", "limit": 3})
        records = invoice.with_user(self.user).sudo()
        model = {"res_model": records._name}
        [values] = snippet._filter_records_to_values(records, **model)
        self.assertEqual(values["name"], invoice.name)
        self.customer.portal_off_area_ids = self.area_invoices
        self.assertEqual(snippet._filter_records_to_values(records, **model), [])

    def test_the_portal_has_the_languages_of_the_website(self):
        french = self.env["res.lang"]._activate_lang("fr_FR")
        self.env["res.lang"]._activate_lang("de_DE")
        self.website.language_ids |= french
        self.assertEqual(
            set(self.env["res.users"]._get_portal_langs()),
            set(self.website.language_ids.mapped("code")),
        )
        self.assertNotIn("de_DE", self.env["res.users"]._get_portal_langs())
