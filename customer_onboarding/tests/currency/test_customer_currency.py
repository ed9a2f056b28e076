from odoo.addons.account.models.account_move import AccountMove
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form

from ..common import OnboardingCommon


class TestCustomerCurrency(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer(property_sale_currency_id=cls.eur.id)
        cls.company_currency = cls.company.currency_id

    def test_new_direct_invoice_takes_it(self):
        self.assertNotEqual(self.company_currency, self.eur)
        with Form(
            self.env["account.move"].with_context(default_move_type="out_invoice")
        ) as form:
            self.assertEqual(form.currency_id, self.company_currency)
            form.partner_id = self.customer
            self.assertEqual(form.currency_id, self.eur)
            form.partner_id = self.make_customer("Deco")
            self.assertEqual(form.currency_id, self.company_currency)
        for move_type in "out_invoice", "out_refund", "out_receipt":
            move = self.make_invoice(self.customer, post=False, move_type=move_type)
            self.assertEqual(move.currency_id, self.eur, move_type)
        contact = self.make_customer("Camille", parent_id=self.customer.id)
        self.assertEqual(self.make_invoice(contact, post=False).currency_id, self.eur)

    def test_what_it_does_not_touch(self):
        bill = self.make_invoice(self.customer, post=False, move_type="in_invoice")
        self.assertEqual(bill.currency_id, self.company_currency)
        by_hand = self.make_invoice(self.customer, post=False, currency_id=self.gbp.id)
        self.assertEqual(by_hand.currency_id, self.gbp)
        journal = self.company_data["default_journal_sale"].copy(
            {"currency_id": self.gbp.id}
        )
        in_journal = self.make_invoice(self.customer, post=False, journal_id=journal.id)
        self.assertEqual(in_journal.currency_id, self.gbp)
        # another journal without a currency leaves what is there
        by_hand.journal_id = journal.copy({"currency_id": False})
        self.assertEqual(by_hand.currency_id, self.gbp)
        invoice = self.make_invoice(self.customer, currency_id=self.gbp.id)
        refund = invoice._reverse_moves()
        self.assertEqual(refund.currency_id, self.gbp)
        # a program that names none gets what stock gives it
        refund = self.make_invoice(
            self.customer,
            post=False,
            move_type="out_refund",
            reversed_entry_id=invoice.id,
        )
        self.assertEqual(refund.currency_id, self.company_currency)
        line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "partner_id": self.customer.id,
                "payment_ref": "Thanks",
                "amount": 10,
                "foreign_currency_id": self.gbp.id,
                "amount_currency": 5,
            }
        )
        self.assertEqual(line.move_id.currency_id, self.gbp)

    def test_currency_of_vendor_bills_is_that_of_other_addons(self):
        """Such as one that buys in the currency of the vendor."""
        original = AccountMove._compute_currency_id

        def compute_currency(moves):
            result = original(moves)
            for move in moves.filtered(lambda move: move.is_purchase_document()):
                move.currency_id = self.gbp
            return result

        self.patch(AccountMove, "_compute_currency_id", compute_currency)
        bill = self.make_invoice(self.customer, post=False, move_type="in_invoice")
        self.assertEqual(bill.currency_id, self.gbp)
        invoice = self.make_invoice(self.customer, post=False)
        self.assertEqual(invoice.currency_id, self.eur)

    def assert_locked(self, document, way):
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            way()
        self.assertIn(self.customer.name, str(caught.exception))
        self.assertIn(document.display_name, str(caught.exception))
        self.customer.invalidate_recordset()
        self.assertEqual(self.customer.property_sale_currency_id, self.eur)

    def test_locked_by_a_posted_invoice(self):
        invoice = self.make_invoice(self.customer)
        self.assert_locked(
            invoice, lambda: self.customer.write({"property_sale_currency_id": False})
        )
        self.assert_locked(
            invoice,
            lambda: self.customer.web_save(
                {"property_sale_currency_id": self.gbp.id}, {}
            ),
        )
        other = self.make_customer("Deco")
        self.assert_locked(
            invoice,
            lambda: (other | self.customer).write(
                {"property_sale_currency_id": self.gbp.id}
            ),
        )
        form = Form(
            self.customer, view="customer_onboarding.res_partner_customer_view_form"
        )
        self.assertIn(invoice.name, form.sale_currency_lock_reason)
        with self.assertRaisesRegex(AssertionError, "readonly"):
            form.property_sale_currency_id = self.gbp

        result = self.env["res.partner"].load(
            ["id", "property_sale_currency_id"],
            [[self.external_id(self.customer), "GBP"]],
        )
        self.assertFalse(result["ids"])
        self.assertIn(invoice.name, result["messages"][0]["message"])
        self.assertIn(self.customer.name, result["messages"][0]["message"])
        self.assertEqual(self.customer.property_sale_currency_id, self.eur)

    def external_id(self, record):
        name = f"currency_test_{record.id}"
        self.env["ir.model.data"].create(
            {
                "module": "customer_onboarding",
                "name": name,
                "model": record._name,
                "res_id": record.id,
            }
        )
        return f"customer_onboarding.{name}"

    def test_every_kind_of_transaction_locks_and_unlocks(self):
        payment = self.env["account.payment"].create(
            {
                "partner_id": self.customer.id,
                "payment_type": "inbound",
                "partner_type": "customer",
                "amount": 10,
            }
        )
        self.assert_locked(
            payment, lambda: self.customer.write({"property_sale_currency_id": False})
        )
        payment.action_cancel()
        quotation = self.make_order(self.customer)
        self.assert_locked(
            quotation, lambda: self.customer.write({"property_sale_currency_id": False})
        )
        quotation.action_cancel()
        draft = self.make_invoice(self.customer, post=False)
        self.assert_locked(
            draft, lambda: self.customer.write({"property_sale_currency_id": False})
        )
        draft.unlink()
        self.customer.property_sale_currency_id = self.gbp
        invoice = self.make_invoice(self.customer)
        self.assertEqual(invoice.currency_id, self.gbp)
        self.assertTrue(self.customer._get_currency_lock_reason())
        invoice.button_draft()
        invoice.button_cancel()
        self.customer.property_sale_currency_id = self.eur
        self.assertEqual(self.make_invoice(self.customer).currency_id, self.eur)

    def test_same_currency_is_no_change(self):
        customer = self.make_customer("Deco")
        self.make_invoice(customer)
        customer.property_sale_currency_id = self.company_currency
        self.assertEqual(customer._get_customer_currency(), self.company_currency)

    def test_locked_per_company(self):
        self.make_invoice(self.customer)
        other = self.setup_other_company()["company"]
        self.env.user.company_ids = [Command.link(other.id)]
        in_other = self.customer.with_company(other)
        in_other.property_sale_currency_id = self.gbp
        self.assertEqual(in_other.property_sale_currency_id, self.gbp)
        self.assertEqual(self.customer.property_sale_currency_id, self.eur)

    def test_new_customers_start_with_that_of_group_or_settings(self):
        self.env["res.config.settings"].sudo().create(
            {"customer_currency_id": self.gbp.id}
        ).execute()
        self.assertEqual(self.company.customer_currency_id, self.gbp)
        self.assertEqual(self.make_customer("A").property_sale_currency_id, self.gbp)
        group = self.env["customer.group"].create(
            {"name": "Eurozone", "sale_currency_id": self.eur.id}
        )
        grouped = {"customer_group_ids": [Command.link(group.id)]}
        member = self.make_customer("B", **grouped)
        self.assertEqual(member.property_sale_currency_id, self.eur)
        chosen = self.make_customer("C", property_sale_currency_id=False, **grouped)
        self.assertFalse(chosen.property_sale_currency_id)
        # later changes are not pushed to customers
        group.sale_currency_id = self.gbp
        self.assertEqual(member.property_sale_currency_id, self.eur)
