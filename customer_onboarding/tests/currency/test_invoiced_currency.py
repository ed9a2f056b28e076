from odoo.tests import tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestInvoicedCurrency(OnboardingCommon):
    """The amount on the button *Invoiced* is in the currency that was billed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.company.currency_id
        cls.other = cls.eur if cls.own != cls.eur else cls.gbp
        cls.foreign = cls.make_customer(property_sale_currency_id=cls.other.id)

    def invoiced(self, partner):
        self.env.flush_all()
        self.env.invalidate_all()
        return partner.invoiced_in_currency, partner.invoiced_currency_id

    def test_another_currency(self):
        contact = self.make_customer("Ada", parent_id=self.foreign.id)
        self.assertEqual(self.invoiced(self.foreign), (0.0, self.other))
        self.make_invoice(self.foreign, 100.0)
        self.make_invoice(contact, 20.5)
        self.make_invoice(self.foreign, 7.0, move_type="out_refund")
        self.make_invoice(self.foreign, 1000.0, post=False)
        self.assertEqual(self.invoiced(self.foreign), (113.5, self.other))
        self.assertEqual(self.invoiced(contact), (20.5, self.other))

    def test_the_company_s_currency_is_odoo_s_amount(self):
        customer = self.make_customer("Deco")
        self.make_invoice(customer, 100.0)
        self.assertEqual(self.invoiced(customer), (0.0, self.env["res.currency"]))
        self.assertEqual(customer.total_invoiced, 100.0)

    def test_several_currencies_show_the_company_s(self):
        self.make_invoice(self.foreign, 100.0)
        self.make_invoice(self.foreign, 50.0, currency_id=self.own.id)
        self.assertFalse(self.invoiced(self.foreign)[1])

    def test_one_query_for_all(self):
        customers = self.foreign
        for number in range(5):
            customers |= self.make_customer(
                f"Customer {number}", property_sale_currency_id=self.other.id
            )
        for customer in customers:
            self.make_invoice(customer, 10.0)

        def count(partners):
            self.env.flush_all()
            self.env.invalidate_all()
            partners.mapped("property_sale_currency_id.name")
            before = self.cr.sql_log_count
            self.assertEqual(partners.mapped("invoiced_in_currency")[0], 10.0)
            return self.cr.sql_log_count - before

        count(customers[:1])
        self.assertLessEqual(count(customers), count(customers[:1]) + 1)
