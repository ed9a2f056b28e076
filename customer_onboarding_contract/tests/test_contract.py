from odoo.addons.customer_onboarding.tests.document.common import DocumentsCommon
from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestContract(DocumentsCommon):
    """Lines for followers alone, and the language of the printed contract."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.make_contract(cls.french)

    @classmethod
    def make_contract(cls, customer):
        product = cls.product.with_context(lang=customer.lang)
        line = {
            "product_id": product.id,
            "name": product.get_product_multiline_description_sale(),
            "price_unit": 1.0,
        }
        change = {"date": "2026-01-01", "description": f"Change of {customer.name}"}
        contract = cls.env["contract.contract"].create(
            {
                "name": f"Agreement with {customer.name}",
                "partner_id": customer.id,
                "contract_type": "sale",
                "contract_line_fixed_ids": [Command.create(line)],
                "modification_ids": [Command.create(change)],
            }
        )
        contract.message_subscribe(customer.ids)
        return contract

    def test_customers_read_the_lines_of_contracts_they_follow(self):
        user = self.make_portal_user(self.french)
        self.make_contract(self.english)
        for field in ("contract_line_fixed_ids", "modification_ids"):
            own = self.contract[field]
            self.assertTrue(own)
            self.assertEqual(own.with_user(user).search([]).sudo(), own, field)

    def printed(self, setting):
        self.company.customer_document_lang = setting
        report = self.env["ir.actions.report"].with_context(
            customer_document_staff_print=True
        )
        name = "contract.report_contract_template"
        return report._render_qweb_html(name, self.contract.ids)[0].decode()

    def test_staff_print_in_the_language_of_the_settings(self):
        sheet = self.printed("company")
        self.assertIn("Made of oak", sheet)
        self.assertNotIn("En chêne", sheet)
        sheet = self.printed("customer")
        self.assertIn("En chêne", sheet)
        self.assertNotIn("Made of oak", sheet)

    def test_contracts_of_vendors_are_not_documents_of_customers(self):
        self.assertTrue(self.contract._is_customer_document())
        self.contract.contract_type = "purchase"
        self.assertFalse(self.contract._is_customer_document())
