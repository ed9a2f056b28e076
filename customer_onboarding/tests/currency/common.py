"""What the tests of customer currencies are made of: rates, prices, documents."""

from odoo.fields import Command

from ..common import OnboardingCommon

LIST_PRICE = 100.0  # company currency
RATES = {  # units for one of the company's currency, by the date they begin at
    "EUR": {"2026-01-01": 2.0, "2026-03-01": 4.0},
    "GBP": {"2026-01-01": 0.5, "2026-03-01": 0.25},
}
# what a unit costs, by currency and day of the document
PRICES = {
    ("EUR", "2026-01-15"): 200.0,
    ("EUR", "2026-03-15"): 400.0,
    ("GBP", "2026-01-15"): 50.0,
    ("GBP", "2026-03-15"): 25.0,
}
DAYS = ("2026-01-15", "2026-03-15")


class EuroCustomerCommon(OnboardingCommon):
    """A customer with a contact, in euros, of a company in another currency."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer(property_sale_currency_id=cls.eur.id)
        cls.contact = cls.make_customer("Camille", parent_id=cls.customer.id)
        cls.company_currency = cls.company.currency_id


class CurrencyDocumentsCommon(OnboardingCommon):
    """Two companies with rates that change, and documents of one article."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_currency = cls.company.currency_id
        cls.other_company = cls.setup_other_company()["company"]
        cls.env.user.company_ids = [Command.link(cls.other_company.id)]
        cls.currencies = {"EUR": cls.eur, "GBP": cls.gbp}
        cls.env["res.currency.rate"].search([]).unlink()
        cls.env["res.currency.rate"].create(
            [
                {
                    "currency_id": cls.currencies[name].id,
                    "company_id": company.id,
                    "name": day,
                    "rate": rate,
                }
                for company in (cls.company, cls.other_company)
                for name, days in RATES.items()
                for day, rate in days.items()
            ]
        )
        cls.article = cls.env["product.product"].create(
            {"name": "Chair", "list_price": LIST_PRICE, "taxes_id": [Command.clear()]}
        )

    def set_pricelists(self, on):
        settings = self.env["res.config.settings"].sudo()
        settings.create({"group_product_pricelist": on}).execute()

    # the kinds of documents, each as people or programs make it; the customer's
    # environment says in which company

    def make_move(self, move_type, customer, day, **values):
        return customer.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": customer.id,
                "invoice_date": day,
                "invoice_line_ids": [Command.create({"product_id": self.article.id})],
            }
            | values
        )

    def make_quotation(self, customer, day, **values):
        return customer.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "date_order": f"{day} 12:00:00",
                "order_line": [Command.create({"product_id": self.article.id})],
            }
            | values
        )

    def assert_document(self, document, currency, day):
        """It is in that currency, and its amount is the price at the rate of the day.

        In the company's currency, documents of that day amount to the list price.
        """
        expected = PRICES.get((currency.name, day), LIST_PRICE)
        self.assertEqual(document.currency_id, currency)
        is_line = document._name == "account.bank.statement.line"
        amount = document.amount if is_line else document.amount_total
        self.assertAlmostEqual(amount, expected, 2)
        if document._name == "account.move" and document.invoice_date:
            self.assertAlmostEqual(abs(document.amount_total_signed), LIST_PRICE, 2)
