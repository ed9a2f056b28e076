import re

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..common import PASSWORD, OnboardingCommon

# of each setting: what the account page sends, and the fields of another contact
POLICIES = {
    "customer_edits_name": ("name", "Bluebird"),
    "customer_edits_email": ("email", "blue@example.com"),
    "customer_edits_phone": ("phone", "+33 2"),
    "customer_edits_address": ("street", "55 New Street"),
    "customer_edits_vat": ("vat", "FR23334175221"),
}


@tagged("post_install", "-at_install")
class TestPortalAccount(OnboardingCommon, HttpCase):
    """What customers may change of themselves: as the settings say, on every way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer(
            street="9 Head Office",
            city="Lyon",
            zip="69001",
            country_id=cls.env.ref("base.fr").id,
            phone="+33 1",
            vat="FR83404833048",
        )
        cls.user = cls.make_portal_user(cls.customer)

    def setUp(self):
        super().setUp()
        self.authenticate(self.user.login, PASSWORD)

    def save(self, partner=None, **values):
        """The answer to the button Save of the account page."""
        partner = partner or self.customer
        page = self.url_open("/my/account").text
        data = {
            "csrf_token": re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1],
            "partner_id": partner.id,
            "address_type": "billing",
            "callback": "/my",
            "company_name": partner.commercial_company_name or "",
            "country_id": partner.country_id.id,
            **{
                name: partner[name] or ""
                for name in ("name", "email", "phone", "street", "city", "zip", "vat")
            },
        }
        return self.url_open("/my/address/submit", data=data | values).json()

    def rpc_error(self, values):
        """The error of a program that writes the user's own record, or nothing."""
        call = {"model": "res.users", "method": "write", "kwargs": {}}
        call["args"] = [self.user.ids, values]
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": call}
        answer = self.url_open("/web/dataset/call_kw", json=body).json()
        return answer.get("error", {}).get("data", {}).get("message")

    def is_locked(self, name):
        """Whether the account page shows an input that cannot be changed."""
        page = self.url_open("/my/account").text
        field = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', page, re.S)[0]
        return "readonly" in field

    def test_each_setting_keeps_its_fields(self):
        for policy, (name, value) in POLICIES.items():
            with self.subTest(policy):
                self.assertFalse(self.is_locked(name))
                before = self.customer[name]
                self.company[policy] = False
                self.assertTrue(self.is_locked(name))
                answer = self.save(**{name: value})
                self.assertIn(name, answer["invalid_fields"])
                [message] = [m for m in answer["messages"] if "in the portal" in m]
                self.assertIn(f"Ask {self.company.name} to do it", message)
                # unchecked, as somebody sends it who knows Odoo
                self.url_open(
                    "/my/address/submit",
                    data={"verify_address_values": "", name: value},
                )
                self.env.invalidate_all()
                self.assertEqual(self.customer[name], before)
                # the others are saved
                other = "city" if name != "street" else "phone"
                answer = self.save(**{other: "69"})
                self.assertEqual(answer, {"redirectUrl": "/my"})
                self.assertEqual(self.customer[other], "69")
                self.company[policy] = True

    def test_programs_of_a_customer_meet_it(self):
        for name, value in (("name", "Bluebird"), ("phone", "+33 2")):
            self.assertFalse(self.rpc_error({name: value}))
            self.assertEqual(self.customer[name], value)
            self.company[f"customer_edits_{name}"] = False
            self.assertIn("in the portal", self.rpc_error({name: "other"}))
            self.assertEqual(self.customer[name], value)
        # as the portal writes
        own = self.customer.with_user(self.user).sudo()
        with self.assertRaisesRegex(UserError, "Name"):
            own.name = "other"
        # staff are not asked
        self.customer.name = "By Staff"

    def test_what_is_empty_may_be_filled_in(self):
        self.company.customer_edits_phone = False
        self.customer.phone = False
        self.assertFalse(self.is_locked("phone"))
        self.assertEqual(self.save(phone="+33 5"), {"redirectUrl": "/my"})
        self.assertEqual(self.customer.phone, "+33 5")
        self.assertIn("phone", self.save(phone="+33 6")["invalid_fields"])

    def test_the_company_of_a_contact_is_kept_with_its_name(self):
        contact = self.make_customer(
            "Camille", parent_id=self.customer.id, phone="1", vat=False
        )
        user = self.make_portal_user(contact)
        self.authenticate(user.login, PASSWORD)
        self.company.customer_edits_name = False
        answer = self.save(contact, company_name="Bluebird", vat="")
        self.assertIn("company_name", answer["invalid_fields"])
        self.assertEqual(self.customer.name, "Azure Interior")
        answer = self.save(contact, phone="+33 9")
        self.assertEqual(answer, {"redirectUrl": "/my"})
        self.assertEqual(contact.phone, "+33 9")

    def test_addresses(self):
        """Billing addresses are kept, further ones are the customer's own."""
        self.customer.write({"billing_street": "1 Billing Street"})
        self.company.customer_edits_address = False
        billing = self.customer.child_ids.with_user(self.user).sudo()
        with self.assertRaisesRegex(UserError, "Street"):
            billing.street = "other"
        delivery = self.make_customer(
            "Dock", parent_id=self.customer.id, type="delivery", street="2 Dock Road"
        )
        delivery.with_user(self.user).sudo().street = "3 Dock Road"

    def test_each_company_decides_for_its_customers(self):
        other = self.setup_other_company()["company"]
        other.customer_edits_phone = False
        self.assertFalse(self.is_locked("phone"))
        companies = {"company_id": other.id, "company_ids": [Command.set(other.ids)]}
        self.user.write(companies)
        self.customer.company_id = other
        theirs = self.customer.with_user(self.user)
        self.assertEqual(theirs._get_kept_account_fields(), {"phone"})

    def test_settings_say_so(self):
        settings = self.env["res.config.settings"].create(
            {"customer_edits_email": False}
        )
        settings.execute()
        self.assertFalse(self.company.customer_edits_email)
        self.assertTrue(self.company.customer_edits_phone)
