from html import unescape

from odoo.tests import HttpCase, tagged

from ..common import PASSWORD, OnboardingCommon


@tagged("post_install", "-at_install")
class TestDocumentLang(OnboardingCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer(lang="fr_FR")
        cls.user = cls.make_portal_user(cls.customer)
        cls.invoice = cls.make_invoice(cls.customer)
        cls.order = cls.make_order(cls.customer, state="sale")
        cls.company.partner_id.lang = "en_US"
        cls.staff = cls.env["res.users"].create(
            {
                "name": "Accountant",
                "login": "accountant",
                "password": PASSWORD,
                "company_id": cls.company.id,
                "company_ids": cls.company.ids,
                "group_ids": [
                    cls.env.ref("account.group_account_invoice").id,
                    cls.env.ref("sales_team.group_sale_manager").id,
                ],
            }
        )

    def printed(self, report, record):
        response = self.url_open(f"/report/html/{report}/{record.id}")
        self.assertEqual(response.status_code, 200)
        return unescape(response.text)

    def test_staff_print_in_the_language_of_the_settings(self):
        self.authenticate("accountant", PASSWORD)
        for report, record, english, french in (
            ("account.report_invoice", self.invoice, "Due Date", "Échéance"),
            (
                "account.report_invoice_with_payments",
                self.invoice,
                "Due Date",
                "Échéance",
            ),
            ("sale.report_saleorder", self.order, "Order Date", "Date de la commande"),
            ("sale.report_saleorder_pro_forma", self.order, "Quantity", "Quantité"),
        ):
            with self.subTest(report=report):
                self.company.customer_document_lang = "company"
                text = self.printed(report, record)
                self.assertIn(english, text)
                self.assertNotIn(french, text)
                self.company.customer_document_lang = "customer"
                text = self.printed(report, record)
                self.assertIn(french, text)
                self.assertNotIn(english, text)

    def test_company_language_is_not_that_of_whoever_prints(self):
        self.staff.lang = "fr_FR"
        self.authenticate("accountant", PASSWORD)
        self.assertIn("Due Date", self.printed("account.report_invoice", self.invoice))

    def test_what_goes_to_the_customer_is_in_the_customers_language(self):
        html, __ = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", self.invoice.ids
        )
        self.assertIn("Échéance", unescape(html.decode()))
        self.authenticate(self.user.login, PASSWORD)
        page = self.url_open(f"/my/invoices/{self.invoice.id}?report_type=html")
        self.assertIn("Échéance", unescape(page.content.decode()))

    def test_vendor_bills_stay_as_in_stock(self):
        bill = self.make_invoice(self.customer, move_type="in_invoice", post=False)
        staff_print = bill.with_context(customer_document_staff_print=True)
        self.assertEqual(staff_print._get_document_lang(), "fr_FR")
