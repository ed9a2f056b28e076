from odoo.fields import Command

from .common import DocumentsCommon


class TestDocumentTexts(DocumentsCommon):
    """The texts of a sheet are in its language, or known to be in another one."""

    def in_lang(self, move, lang):
        return move.with_context(lang=lang).invoice_line_ids._get_document_text()

    def test_a_products_text_prints_in_the_language_of_the_sheet(self):
        invoice = self.make_product_invoice(self.french)
        self.assertEqual(invoice.invoice_line_ids.name, "Chaise\nEn chêne")
        self.assertEqual(self.in_lang(invoice, "en_US"), "Chair\nMade of oak")
        self.assertEqual(self.in_lang(invoice, "fr_FR"), "Chaise\nEn chêne")
        self.assertFalse(invoice._get_foreign_texts())

    def test_words_added_by_hand_stay(self):
        invoice = self.make_product_invoice(self.french)
        line = invoice.invoice_line_ids
        line.name = "Chaise\nEn chêne\nNuméro 7"
        self.assertEqual(self.in_lang(invoice, "en_US"), "Chair\nMade of oak\nNuméro 7")
        line.name = "Chaise\nNuméro 7"
        self.assertEqual(self.in_lang(invoice, "en_US"), "Chair\nNuméro 7")
        line.name = "Sur mesure"
        self.assertEqual(self.in_lang(invoice, "en_US"), "Sur mesure")
        staff = invoice.with_context(customer_document_staff_print=True)
        self.assertEqual(staff._get_foreign_texts(), ["Sur mesure"])
        # in the customer's own language there is nothing to tell
        self.assertEqual(invoice._get_foreign_texts(), [])

    def test_a_longer_name_is_no_translation(self):
        """A product “Chaise longue” is not the chair with words added."""
        invoice = self.make_product_invoice(self.french, name="Chaise longue")
        self.assertEqual(self.in_lang(invoice, "en_US"), "Chaise longue")

    def test_the_companys_terms_print_in_the_language_of_the_sheet(self):
        self.env["ir.config_parameter"].sudo().set_param(
            "account.use_invoice_terms", True
        )
        self.company.terms_type = "plain"
        self.company.invoice_terms = "<p>Pay soon</p>"
        self.company.update_field_translations(
            "invoice_terms", {"fr_FR": {"Pay soon": "Payez vite"}}
        )
        invoice = self.make_product_invoice(self.french)
        self.assertIn("Payez vite", invoice.narration)
        english = invoice.with_context(lang="en_US")
        self.assertEqual(english._get_document_terms(), "<p>Pay soon</p>")
        order = self.make_order(self.french)
        self.assertIn("Payez vite", order.note)
        self.assertEqual(
            order.with_context(lang="en_US")._get_document_terms(), "<p>Pay soon</p>"
        )
        staff = {"customer_document_staff_print": True}
        for document, field in ((invoice, "narration"), (order, "note")):
            printed = document.with_context(**staff)
            self.assertFalse(printed._get_foreign_texts())
            document[field] = "<p>Merci</p>"
            english = document.with_context(lang="en_US")
            self.assertEqual(english._get_document_terms(), "<p>Merci</p>")
            self.assertEqual(printed._get_foreign_texts(), ["Merci"])

    def test_a_contact_has_the_customers_language(self):
        contact = self.make_customer(
            name="Kim", parent_id=self.french.id, lang="en_US", type="contact"
        )
        invoice = self.make_product_invoice(contact)
        self.assertEqual(invoice._get_document_lang(), "fr_FR")
        order = self.make_order(contact)
        self.assertEqual(order._get_document_lang(), "fr_FR")
        self.assertEqual(order._get_lang(), "fr_FR")

    def test_customers_cannot_choose(self):
        """A portal user who sends the staff's context gets their own language."""
        user = self.make_portal_user(self.french)
        invoice = self.make_product_invoice(self.french)
        asked = invoice.with_user(user).with_context(
            customer_document_staff_print=True, customer_document_lang_choice="company"
        )
        self.assertEqual(asked._get_document_lang(), "fr_FR")

    def test_the_language_where_the_customer_has_none(self):
        """The system's: that of the document's company, not of whoever prints."""
        invoice = self.make_product_invoice(self.french)
        self.company.customer_language_lock = False
        self.french.lang = False
        order = self.make_order(self.french)
        public = self.env.ref("base.public_partner")
        public.lang = "fr_FR"
        visitors = self.make_order(public)
        for document in invoice, order, visitors:
            document = document.with_context(lang="fr_FR")
            self.assertEqual(document._get_document_lang(), "en_US")
        other = self.env["res.company"].create({"name": "Other"})
        other.partner_id.lang = "fr_FR"
        other.customer_document_lang = "customer"
        self.company.customer_document_lang = "company"
        self.assertEqual(other._get_system_lang(), "fr_FR")
        self.company.partner_id.lang = False
        french = self.company.with_context(lang="fr_FR")
        self.assertEqual(french._get_system_lang(), "en_US")
        staff = order.with_context(customer_document_staff_print=True)
        self.assertEqual(staff._get_document_lang_choice(), "company")
        elsewhere = staff.new({"partner_id": public.id, "company_id": other.id})
        self.assertEqual(elsewhere._get_document_lang_choice(), "customer")

    def test_what_is_marked_as_a_copy(self):
        """Issued invoices that staff print anew; not what customers get."""
        staff = {"customer_document_staff_print": True}
        copy = {"customer_document_copy": True}
        invoice = self.make_product_invoice(self.french)
        self.assertFalse(invoice.with_context(**staff, **copy)._is_printed_copy())
        invoice.action_post()
        self.issue(invoice, "fr_FR")
        self.assertTrue(invoice.with_context(**staff, **copy)._is_printed_copy())
        for context in (staff, copy):
            self.assertFalse(invoice.with_context(**context)._is_printed_copy())

    def in_both(self, record, field):
        """A field's value for who reads English, and then French."""
        return [
            str(record.with_context(lang=code)[field]) for code in ("en_US", "fr_FR")
        ]

    def test_computed_texts_are_those_of_each_language(self):
        """Odoo keeps what it computed for whichever language asks first."""
        tax = self.env["account.tax"].create(
            {"name": "Tax", "amount": 10, "invoice_legal_notes": "<p>Note</p>"}
        )
        tax.with_context(lang="fr_FR").name = "Taxe"
        notes = {"fr_FR": {"Note": "Remarque"}}
        tax.update_field_translations("invoice_legal_notes", notes)
        tax.flush_recordset()
        halves = {"value_amount": 50, "value": "percent"}
        term = self.env["account.payment.term"].create(
            {
                "name": "Halves",
                "display_on_invoice": True,
                "line_ids": [
                    Command.create(halves | {"nb_days": days}) for days in (10, 40)
                ],
            }
        )
        invoice = self.make_product_invoice(self.french, tax_ids=tax.ids)
        invoice.invoice_payment_term_id = term
        payment = self.env["account.payment"].create(
            {
                "partner_id": self.french.id,
                "payment_type": "inbound",
                "partner_type": "customer",
                "amount": 10,
            }
        )
        for record, field, english, french in (
            (invoice, "amount_total_words", "Eleven", "Onze"),
            (invoice, "payment_term_details", "01/25/2026", "25/01/2026"),
            (invoice, "taxes_legal_notes", "Note", "Remarque"),
            (tax, "tax_label", "Tax", "Taxe"),
            (payment, "payment_receipt_title", "Payment Receipt", "Reçu de paiement"),
        ):
            with self.subTest(field=field):
                self.assertRegex(self.in_both(record, field)[0], english)
                self.assertRegex(self.in_both(record, field)[1], french)

    def test_lines_of_orders_on_invoices(self):
        """With the variant that was chosen, which the product alone does not tell."""
        legs = self.env["product.attribute"].create(
            {
                "name": "Legs",
                "create_variant": "no_variant",
                "value_ids": [
                    Command.create({"name": name}) for name in ("Oak", "Ash")
                ],
            }
        )
        french = legs.with_context(lang="fr_FR")
        french.name = "Pieds"
        french.value_ids[0].name = "Chêne"
        template = self.product.product_tmpl_id
        values = {"attribute_id": legs.id, "product_tmpl_id": template.id}
        values["value_ids"] = [Command.set(legs.value_ids.ids)]
        chosen = self.env["product.template.attribute.line"].create(values)
        template.invoice_policy = "order"
        order = self.make_order(
            self.french,
            "draft",
            order_line=[Command.create({"product_id": self.product.id})],
        )
        line = order.order_line
        [oak, __] = chosen.product_template_value_ids
        line.product_no_variant_attribute_value_ids = oak
        line._compute_name()
        self.assertIn("Pieds: Chêne", line.name)
        order.action_confirm()
        invoice = order._create_invoices()
        written = invoice.invoice_line_ids.name
        self.assertIn("Pieds", written)
        self.assertEqual(self.in_lang(invoice, "fr_FR"), written)
        self.assertEqual(
            self.in_lang(invoice, "en_US"),
            written.replace("Chaise", "Chair")
            .replace("En chêne", "Made of oak")
            .replace("Pieds", "Legs")
            .replace("Chêne", "Oak"),
        )
        # what is paid before has no product at all
        order = self.make_order(self.french, "sale")
        wizard = self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": order.ids,
                "advance_payment_method": "percentage",
                "amount": 50,
            }
        )
        wizard.create_invoices()
        line = order.order_line.filtered("is_downpayment")
        line = line.filtered(lambda line: not line.display_type)
        texts = [
            line.with_context(lang=code)._get_document_text()
            for code in ("fr_FR", "en_US")
        ]
        self.assertEqual(texts[0], line.name)
        self.assertIn("Acompte", texts[0])
        self.assertIn("Down Payment", texts[1])

    def test_lines_of_a_collapsed_section(self):
        invoice = self.make_product_invoice(self.french)
        invoice.invoice_line_ids = [
            Command.create({"display_type": "line_section", "name": "§", "sequence": 1})
        ]
        section = invoice.invoice_line_ids.filtered("display_type").filtered(
            lambda line: line.display_type == "line_section"
        )
        for code, text in (
            ("en_US", "Chair\nMade of oak"),
            ("fr_FR", "Chaise\nEn chêne"),
        ):
            names = [
                values["name"]
                for values in section.with_context(lang=code)._get_child_lines()
            ]
            self.assertIn(text, names)

    def test_products_of_one_name_in_a_collapsed_section(self):
        """Each line prints its own product's translation."""
        products = self.env["product.product"].create(
            [{"name": "Table"}, {"name": "Table"}]
        )
        for product, name in zip(products, ("Bureau", "Comptoir"), strict=True):
            product.with_context(lang="fr_FR").name = name
        tax = self.env["account.tax"].create({"name": "Tax", "amount": 10})
        lines = [
            (products[0], 1, tax.ids),
            (products[1], 2, []),
            (products[0], 3, []),
            (products[1], 4, tax.ids),
        ]
        invoice = self.make_product_invoice(self.english)
        invoice.invoice_line_ids = [
            Command.clear(),
            Command.create(
                {"display_type": "line_section", "name": "§", "sequence": 1}
            ),
            *(
                Command.create(
                    {
                        "product_id": product.id,
                        "sequence": 1 + quantity,
                        "quantity": quantity,
                        "price_unit": 10.0,
                        "tax_ids": taxes,
                    }
                )
                for product, quantity, taxes in lines
            ),
        ]
        section = invoice.invoice_line_ids.filtered(
            lambda line: line.display_type == "line_section"
        )
        printed = section.with_context(lang="fr_FR")._get_child_lines()
        self.assertEqual(
            {values["quantity"]: values["name"] for values in printed} | {0: "§"},
            {0: "§", 1: "Bureau", 2: "Comptoir", 3: "Bureau", 4: "Comptoir"}
            | {
                values["quantity"]: "§"
                for values in printed
                if values["display_type"] == "line_section"
            },
        )
        for line in invoice.invoice_line_ids:
            self.assertIs(type(line.name), str)
