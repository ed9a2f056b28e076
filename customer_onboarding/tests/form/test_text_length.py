"""Texts that no index of the database holds are refused before it does."""

import random
import string

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestTextLength(OnboardingCommon):
    def letters(self, count, alphabet=string.ascii_letters):
        """A text that PostgreSQL cannot pack."""
        return "".join(random.Random(0).choices(alphabet, k=count))

    def test_too_long_on_every_way(self):
        partner = self.make_customer("Azure")
        for name, label in (("name", "Name"), ("email", "Email"), ("vat", "Tax ID")):
            text = self.letters(5000)
            sentence = (
                f"{label}: “{text[:30]}…” is too long, with 5,000 letters. Shorten it "
                "to 500 letters at most."
            )
            with self.subTest(name):
                with self.assertRaises(ValidationError) as raised:
                    self.env["res.partner"].create({"name": "New", name: text})
                self.assertEqual(str(raised.exception), sentence)
                with self.assertRaises(ValidationError) as raised:
                    partner.write({name: text})
                self.assertEqual(str(raised.exception), sentence)
        self.assertEqual(partner.name, "Azure")

    def test_as_long_as_it_says_in_any_alphabet(self):
        for alphabet in string.ascii_letters, "鴨川水鳥会社", "🦆🦢🪿🐦":
            name = self.letters(500, alphabet)
            partner = self.env["res.partner"].create({"name": name})
            self.env.flush_all()
            self.assertEqual(partner.name, name)
