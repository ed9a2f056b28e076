from odoo.addons.customer_onboarding.tests.document.common import DocumentsCommon
from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDeliverySlip(DocumentsCommon):
    """The language of delivery slips, and of the descriptions on them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"is_storable": True, "description_pickingout": "Fragile"})
        cls.product.with_context(lang="fr_FR").description_pickingout = "Casse"
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.picking = cls.env["stock.picking"].create(
            {
                "partner_id": cls.french.id,
                "picking_type_id": warehouse.out_type_id.id,
                "location_id": warehouse.lot_stock_id.id,
                "location_dest_id": cls.env.ref("stock.stock_location_customers").id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "product_uom_qty": 1,
                            "location_id": warehouse.lot_stock_id.id,
                            "location_dest_id": cls.env.ref(
                                "stock.stock_location_customers"
                            ).id,
                        }
                    )
                ],
            }
        )

    def staff_print(self, setting):
        self.company.customer_document_lang = setting
        self.env.invalidate_all()
        return self.picking.with_context(customer_document_staff_print=True)

    def test_the_slip_is_in_the_language_of_the_settings(self):
        for setting, lang in (("company", "en_US"), ("customer", "fr_FR")):
            picking = self.staff_print(setting)
            self.assertEqual(picking._get_report_lang(), lang)
            self.assertEqual(picking.move_ids._get_lang(), lang)
        report = self.env["ir.actions.report"].with_context(
            customer_document_staff_print=True
        )
        for setting, word in (("company", "Chair"), ("customer", "Chaise")):
            self.staff_print(setting)
            name = "stock.report_deliveryslip"
            sheet = report._render_qweb_html(name, self.picking.ids)[0].decode()
            self.assertEqual("Chair" in sheet, word == "Chair")
            self.assertEqual("Chaise" in sheet, word == "Chaise")

    def test_receipts_are_not_documents_of_customers(self):
        self.assertTrue(self.picking._is_customer_document())
        self.picking.picking_type_id = (
            self.picking.picking_type_id.warehouse_id.in_type_id
        )
        self.assertFalse(self.picking._is_customer_document())
