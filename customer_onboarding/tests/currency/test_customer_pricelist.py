from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user

from .common import DAYS, CurrencyDocumentsCommon


class TestCustomerPricelist(CurrencyDocumentsCommon):
    """Customers get a pricelist in their currency, and no other one."""

    def test_pricelist_of_the_currency(self):
        self.set_pricelists(True)
        euro_lists = [("currency_id", "=", self.eur.id)]
        self.assertFalse(self.env["product.pricelist"].search(euro_lists))
        euro = self.make_customer("Euro", property_sale_currency_id=self.eur.id)
        pricelist = self.env["product.pricelist"].search(euro_lists)
        self.assertEqual(len(pricelist), 1)
        self.assertEqual(euro.property_product_pricelist, pricelist)
        self.make_customer("Euro too", property_sale_currency_id=self.eur.id)
        self.assertEqual(self.env["product.pricelist"].search(euro_lists), pricelist)
        self.assertEqual(pricelist.company_id, self.company)
        # a country with a pricelist in another currency
        self.make_country_pricelist()
        euro.country_id = self.env.ref("base.fr")
        self.assertEqual(euro.property_product_pricelist, pricelist)
        order = self.make_quotation(euro, DAYS[0])
        self.assert_document(order, self.eur, DAYS[0])
        # the country's own in the currency goes before the plain one
        of_france = self.make_country_pricelist(currency_id=self.eur.id, sequence=9)
        euro.invalidate_recordset()
        self.assertEqual(euro.property_product_pricelist, of_france)
        plain = self.make_customer("Later")
        self.assertNotEqual(plain.property_product_pricelist, pricelist)
        plain.property_sale_currency_id = self.eur
        self.assertEqual(plain.property_product_pricelist, pricelist)

    def test_pricelists_of_others_are_none_of_this_customer(self):
        """Those of another country, or company, leave the currency without one."""
        self.set_pricelists(True)
        others = self.make_country_pricelist(currency_id=self.eur.id)
        others |= others.create(
            {
                "name": "Elsewhere",
                "currency_id": self.eur.id,
                "company_id": self.other_company.id,
            }
        )
        staff = new_test_user(
            self.env,
            "staff",
            "base.group_user,base.group_partner_manager",
            company_id=self.company.id,
        )
        self.assertFalse(others.with_user(staff).has_access("create"))
        euro = self.make_customer("Euro")
        euro.with_user(staff).property_sale_currency_id = self.eur
        pricelist = euro.property_product_pricelist
        self.assertEqual(pricelist.currency_id, self.eur)
        self.assertNotIn(pricelist, others)

    def test_pricelists_switched_on_later(self):
        """While they are off none is created; once they are on, with the quotation."""
        self.set_pricelists(False)
        euro = self.make_customer("Euro", property_sale_currency_id=self.eur.id)
        euro_lists = [("currency_id", "=", self.eur.id)]
        self.assert_document(self.make_quotation(euro, DAYS[0]), self.eur, DAYS[0])
        self.assertFalse(self.env["product.pricelist"].search(euro_lists))
        self.set_pricelists(True)
        order = self.make_quotation(euro, DAYS[0])
        self.assert_document(order, self.eur, DAYS[0])
        self.assertEqual(
            order.pricelist_id, self.env["product.pricelist"].search(euro_lists)
        )

    def euro_lists(self):
        pricelists = self.env["product.pricelist"].with_context(active_test=False)
        return pricelists.search([("currency_id", "=", self.eur.id)])

    def test_reading_creates_no_pricelist(self):
        """Archived by staff it stays so; the currency and the prices are right."""
        self.set_pricelists(True)
        euro = self.make_customer("Euro", property_sale_currency_id=self.eur.id)
        pricelist = self.euro_lists()
        pricelist.active = False
        for reading in ("another", "again"):
            euro.invalidate_recordset()
            self.assertFalse(euro.property_product_pricelist)
            with Form(self.env["sale.order"]) as form:
                form.partner_id = euro
                with form.order_line.new() as line:
                    line.product_id = self.article
            order = form.record
            self.assertEqual(order.currency_id, self.eur, reading)
            self.assertFalse(order.pricelist_id)
            order = self.make_quotation(euro, DAYS[0])
            self.assert_document(order, self.eur, DAYS[0])
            order.action_update_prices()
            self.assert_document(order, self.eur, DAYS[0])
            euro.write({"property_sale_currency_id": self.eur.id, "phone": "1"})
            self.make_customer("Later", property_sale_currency_id=self.eur.id)
            self.assertEqual(self.euro_lists(), pricelist)
            self.assertFalse(pricelist.active)

    def test_a_pricelist_with_rules_that_was_archived_is_no_plain_one(self):
        self.set_pricelists(True)
        promotion = self.env["product.pricelist"].create(
            {
                "name": "Promotion",
                "currency_id": self.eur.id,
                "company_id": self.company.id,
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 10})
                ],
            }
        )
        promotion.active = False
        euro = self.make_customer("Euro", property_sale_currency_id=self.eur.id)
        plain = self.euro_lists() - promotion
        self.assertEqual(euro.property_product_pricelist, plain)
        self.assertFalse(promotion.active)

    def test_switching_pricelists_off_and_on_brings_them_back(self):
        self.set_pricelists(True)
        euro = self.make_customer("Euro", property_sale_currency_id=self.eur.id)
        pricelist = self.euro_lists()
        self.set_pricelists(False)
        self.assertFalse(pricelist.active)
        in_other = euro.with_company(self.other_company)
        in_other.property_sale_currency_id = self.gbp
        self.set_pricelists(True)
        self.assertTrue(pricelist.active)
        self.assertEqual(self.euro_lists(), pricelist)
        self.assertEqual(euro.property_product_pricelist, pricelist)
        # of every company, not only of whoever changes the settings
        pounds = in_other.property_product_pricelist
        self.assertEqual(pounds.currency_id, self.gbp)
        self.assertEqual(pounds.company_id, self.other_company)

    def test_customers_without_a_currency_and_without_a_pricelist(self):
        """They are quoted in the company's currency, though others have pricelists."""
        self.set_pricelists(True)
        pricelists = self.env["product.pricelist"]
        pricelists.search([]).action_archive()
        euros = pricelists.create({"name": "Euros", "currency_id": self.eur.id})
        plain = self.make_customer("Plain")
        order = self.make_quotation(plain, DAYS[0])
        self.assert_document(order, self.company_currency, DAYS[0])
        self.assertEqual(pricelists.search([]), euros)

    def test_pricelist_in_another_currency_is_refused(self):
        self.set_pricelists(True)
        euro = self.make_customer("Euro", property_sale_currency_id=self.eur.id)
        pounds, euros = self.env["product.pricelist"].create(
            [
                {"name": "Pounds", "currency_id": self.gbp.id},
                {"name": "Euros", "currency_id": self.eur.id},
            ]
        )
        for way in (
            lambda: euro.write({"property_product_pricelist": pounds.id}),
            lambda: euro.write({"specific_property_product_pricelist": pounds.id}),
        ):
            with (
                self.assertRaisesRegex(ValidationError, "Choose a pricelist in EUR"),
                self.cr.savepoint(),
            ):
                way()
        euro.specific_property_product_pricelist = euros
        with (
            self.assertRaisesRegex(ValidationError, "The pricelist Euros is in EUR"),
            self.cr.savepoint(),
        ):
            euro.property_sale_currency_id = self.gbp
        with (
            self.assertRaisesRegex(ValidationError, "The pricelist Euros is in GBP"),
            self.cr.savepoint(),
        ):
            euros.currency_id = self.gbp
        # the customers of every company count
        pounds.company_id = False
        elsewhere = self.make_customer("Elsewhere").with_company(self.other_company)
        elsewhere.property_sale_currency_id = self.gbp
        elsewhere.specific_property_product_pricelist = pounds
        with (
            self.assertRaisesRegex(ValidationError, "The pricelist Pounds is in EUR"),
            self.cr.savepoint(),
        ):
            pounds.currency_id = self.eur

    def make_country_pricelist(self, **values):
        """A pricelist for France, in GBP if no other currency is given."""
        france = self.env.ref("base.fr")
        return self.env["product.pricelist"].create(
            {
                "name": "France",
                "currency_id": self.gbp.id,
                "sequence": 1,
                "country_group_ids": [
                    Command.create(
                        {"name": "France", "country_ids": [Command.set(france.ids)]}
                    )
                ],
            }
            | values
        )

    def test_country_does_not_change_the_currency_of_a_customer_without_one(self):
        self.set_pricelists(True)
        of_france = self.make_country_pricelist()
        plain = self.make_customer("Plain")
        order = self.make_quotation(plain, DAYS[0])
        plain.country_id = self.env.ref("base.fr")
        self.assert_document(order, self.company_currency, DAYS[0])
        for document in (
            self.make_quotation(plain, DAYS[0]),
            self.make_move("out_invoice", plain, DAYS[0]),
        ):
            self.assert_document(document, self.company_currency, DAYS[0])
        # the settings may say otherwise
        self.env["res.config.settings"].sudo().create(
            {"customer_currency_policy": "pricelist"}
        ).execute()
        plain.invalidate_recordset()
        self.assertEqual(plain.property_product_pricelist, of_france)
        self.assert_document(self.make_quotation(plain, DAYS[0]), self.gbp, DAYS[0])
        # a currency that was chosen decides all the same
        euro = self.make_customer(
            "Euro",
            property_sale_currency_id=self.eur.id,
            country_id=self.env.ref("base.fr").id,
        )
        self.assert_document(self.make_quotation(euro, DAYS[0]), self.eur, DAYS[0])

    def test_pricelist_on_a_customer_without_a_currency_is_used(self):
        self.set_pricelists(True)
        pounds = self.env["product.pricelist"].create(
            {"name": "Pounds", "currency_id": self.gbp.id}
        )
        self.env["product.pricelist"].create(
            {"name": "Plain", "currency_id": self.company_currency.id}
        )
        plain = self.make_customer("Plain")
        plain.property_product_pricelist = pounds
        plain.invalidate_recordset()
        self.assert_document(self.make_quotation(plain, DAYS[0]), self.gbp, DAYS[0])

    def test_anonymous_visitor_keeps_the_pricelist_of_the_country(self):
        self.set_pricelists(True)
        of_france = self.make_country_pricelist()
        visitor = self.env.ref("base.public_partner").with_context(country_code="FR")
        self.assertEqual(visitor.property_product_pricelist, of_france)
        plain = self.make_customer("Plain").with_context(country_code="FR")
        self.assertEqual(
            plain.property_product_pricelist.currency_id, self.company_currency
        )

    def test_installation_keeps_what_pricelists_say(self):
        self.set_pricelists(True)
        companies = self.company | self.other_company
        self.assertEqual(set(companies.mapped("customer_currency_policy")), {"company"})
        self.make_country_pricelist().company_id = self.other_company
        self.env.flush_all()
        # as when the column is new
        self.env["res.company"]._init_column("customer_currency_policy")
        companies.invalidate_recordset()
        self.assertEqual(
            companies.mapped("customer_currency_policy"), ["company", "pricelist"]
        )
        # one of no company is one of each
        self.env["product.pricelist"].search([("country_group_ids", "!=", False)])[
            :1
        ].company_id = False
        self.env.flush_all()
        self.env["res.company"]._init_column("customer_currency_policy")
        companies.invalidate_recordset()
        self.assertEqual(
            companies.mapped("customer_currency_policy"), ["pricelist", "pricelist"]
        )
