from odoo.tests import HttpCase, tagged

from ..common import PASSWORD, OnboardingCommon

FIELDS = ("portal_off_area_ids", "portal_area_ids", "portal_effective_off_area_ids")


@tagged("post_install", "-at_install")
class TestPortalNoWriting(OnboardingCommon, HttpCase):
    """Customers change nothing of their permissions, by any form or program."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.contact = cls.make_customer("Camille", parent_id=cls.customer.id)
        cls.user = cls.make_portal_user(cls.contact)
        cls.off = cls.area_invoices | cls.area_orders
        cls.customer.portal_off_area_ids = cls.off
        cls.contact.portal_off_area_ids = cls.off

    def setUp(self):
        super().setUp()
        self.authenticate(self.user.login, PASSWORD)

    def assert_unchanged(self):
        self.env.invalidate_all()
        for partner in self.customer, self.contact:
            self.assertEqual(partner.portal_off_area_ids, self.off)
        self.assertEqual(self.user._get_portal_off_areas(), self.off)

    def send(self, record, values):
        """The answer to a write by RPC, and its error if there is one."""
        call = {"model": record._name, "method": "write", "kwargs": {}}
        call["args"] = [record.ids, values]
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": call}
        return self.url_open("/web/dataset/call_kw", json=body).json()

    def test_rpc(self):
        allowed = self.send(self.user, {"signature": "Camille"})
        self.assertTrue(allowed.get("result"), "the probe itself works")
        for record in self.user, self.contact, self.customer:
            for field in FIELDS:
                with self.subTest(model=record._name, field=field):
                    answer = self.send(record, {field: [[6, 0, []]]})
                    self.assertIn("AccessError", answer["error"]["data"]["name"])
        self.assert_unchanged()

    def test_rpc_beside_a_field_that_may_be_written(self):
        answer = self.send(
            self.user, {"signature": "Sly", "portal_off_area_ids": [[5]]}
        )
        self.assertIn("error", answer)
        self.assert_unchanged()

    def test_address_forms(self):
        """The account form and the address form, with and without validation."""
        for path in ("/my/account", "/my/address?address_type=billing"):
            page = self.url_open(path).text
            token = page.split('name="csrf_token"')[1].split('value="')[1]
            for verified in ("", "1"):
                for value in ("", "[]", str(self.area_quotations.id)):
                    self.url_open(
                        "/my/address/submit",
                        data={
                            "csrf_token": token.split('"')[0],
                            "partner_id": self.contact.id,
                            "address_type": "billing",
                            "verify_address_values": verified,
                            "name": "Camille Renamed",
                            "email": self.contact.email,
                            **dict.fromkeys(FIELDS, value),
                        },
                    )
        self.assert_unchanged()
        self.assertEqual(self.contact.name, "Camille Renamed", "the form itself works")

    def test_a_new_address_is_not_a_way_out(self):
        page = self.url_open("/my/address?address_type=delivery").text
        token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        self.url_open(
            "/my/address/submit",
            data={
                "csrf_token": token,
                "address_type": "delivery",
                "verify_address_values": "",
                "name": "Depot",
                "email": "depot@example.com",
                **dict.fromkeys(FIELDS, ""),
            },
        )
        self.assert_unchanged()
        depot = self.contact.search([("name", "=", "Depot")])
        self.assertEqual(depot.commercial_partner_id, self.customer, "it was created")
        self.assertEqual(depot._get_effective_off_areas(), self.off)

    def test_signup(self):
        """What a sign-up form sends besides name and password counts for nothing."""
        guest = self.make_customer("Guest", portal_off_area_ids=self.off.ids)
        guest.signup_prepare(signup_type="signup")
        token = guest.sudo()._generate_signup_token()
        self.authenticate(None, None)
        page = self.url_open(f"/web/signup?token={token}").text
        csrf = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        answer = self.url_open(
            "/web/signup",
            data={
                "csrf_token": csrf,
                "token": token,
                "login": guest.email,
                "name": guest.name,
                "password": PASSWORD,
                "confirm_password": PASSWORD,
                **dict.fromkeys(FIELDS, ""),
            },
        )
        self.env.invalidate_all()
        user = guest.sudo().user_ids  # of another company than the test's
        self.assertEqual(user.mapped("share"), [True], answer.text)
        self.assertEqual(guest.portal_off_area_ids, self.off)
        self.assertEqual(user._get_portal_off_areas(), self.off)
