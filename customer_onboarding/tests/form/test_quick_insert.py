from odoo.tests import HttpCase, new_test_user, tagged

STAFF = "base.group_user,base.group_partner_manager"


@tagged("post_install", "-at_install")
class TestQuickInsert(HttpCase):
    """What the web client is told of Quick Insert, and what is pasted as a name."""

    def offers(self, login, groups):
        """What the session of a new user with these groups says."""
        user = new_test_user(self.env, login, groups, email=f"{login}@example.com")
        # which Odoo creates with a warning, where a page that only reads is the first
        self.env["res.users.settings"]._find_or_create_for_user(user)
        self.authenticate(login, login)
        return self.make_jsonrpc_request("/web/session/get_session_info", {})[
            "quick_insert"
        ]

    def test_who_is_offered_what(self):
        both = ["New Quotation", "New Invoice"]
        for login, groups, expected in (
            ("portal", "base.group_portal", False),
            ("employee", "base.group_user", False),
            ("staff", STAFF, []),
            ("sales", f"{STAFF},sales_team.group_sale_salesman", both[:1]),
            ("books", f"{STAFF},account.group_account_invoice", both[1:]),
        ):
            with self.subTest(login):
                offers = self.offers(login, groups)
                names = offers and [offer["name"] for offer in offers]
                self.assertEqual(names, expected)

    def test_a_name_with_its_address(self):
        partners = self.env["res.partner"].with_context(new_customer_form=True)
        for typed, name, email in (
            ("Ada Lovelace <ada@x.example>", "Ada Lovelace", "ada@x.example"),
            ("Ada Lovelace", "Ada Lovelace", False),
            ("Ada <ada@x.example>, Bob <b@x.example>", None, False),
        ):
            with self.subTest(typed):
                partner = partners.new({"name": typed})
                partner._onchange_name_with_email()
                self.assertEqual(partner.name, name or typed)
                self.assertEqual(partner.email, email)
        there = partners.new({"name": "Ada <a@x.example>", "email": "b@x.example"})
        there._onchange_name_with_email()
        self.assertEqual(there.email, "b@x.example")
