from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from ..common import PASSWORD
from .common import EMAIL, SignupCommon

HTTP = "odoo.http"


@tagged("post_install", "-at_install")
class TestSignupAttacks(SignupCommon):
    """What a visitor, another customer and the sign-up itself try."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.make_portal_user(cls.make_customer("Deco Addict"))
        cls.approver.company_ids |= cls.page_company
        cls.approver.group_ids |= cls.env.ref("base.group_allow_export")

    def setUp(self):
        super().setUp()
        _page, self.waiting = self.sign_up_waiting()
        self.approver.password = PASSWORD

    def ask(self, login, model, method, *args, **kwargs):
        """What the web client gets of a call; None: it is refused."""
        self.authenticate(login, login and PASSWORD)
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        path = f"/web/dataset/call_kw/{model}/{method}"
        try:
            with mute_logger(HTTP):
                return self.make_jsonrpc_request(path, params)
        except JsonRpcException:
            return None

    def outsiders(self):
        """Who must get nothing, by login."""
        return {"visitor": None, "customer": self.stranger.login, "sign-up": EMAIL}

    def test_nothing_is_told_of_it(self):
        """Neither by fields nor by filters, groups, activities and mails."""
        id_ = self.waiting.id
        mine = [("id", "=", id_)]
        about = [("res_model", "=", "res.partner"), ("res_id", "=", id_)]
        partner, fields = "res.partner", ["signup_state", "signup_date"]
        probes = {
            "read": (partner, "read", [id_], fields),
            "search_read": (partner, "search_read", mine, fields),
            "filter": (partner, "search_count", [*mine, ("signup_state", "!=", False)]),
            "date": (partner, "search_count", [*mine, ("signup_date", "!=", False)]),
            "group": (partner, "formatted_read_group", mine, fields[:1], ["__count"]),
            "export": (partner, "export_data", [id_], fields),
            "across": (
                *("res.users", "search_count"),
                [("partner_id", "=", id_), ("partner_id.signup_state", "!=", False)],
            ),
            "activity": ("mail.activity", "search_count", about),
            "summary": ("mail.activity", "search_read", about, ["summary"]),
            "has activity": (
                *(partner, "search_count"),
                [*mine, ("activity_ids.summary", "ilike", "approve")],
            ),
            "templates": ("mail.template", "search_count", [("name", "ilike", "sign")]),
        }
        for name, probe in probes.items():
            with self.subTest(name):
                self.assertTrue(self.ask("approver", *probe), "it finds something")
                for who, login in self.outsiders().items():
                    self.assertFalse(self.ask(login, *probe), who)

    def test_nobody_approves_it_but_staff(self):
        """Each call changes nothing, whoever of these makes it."""
        id_ = self.waiting.id
        partner = "res.partner"
        [activity] = self.waiting.activity_ids
        calls = {
            "approve": (partner, "action_approve_signup", [id_]),
            "refuse": (partner, "action_refuse_signup", [id_]),
            "write": (partner, "write", [id_], {"signup_state": "approved"}),
            "web_save": (partner, "web_save", [id_], {"signup_state": False}, {}),
            "areas": (partner, "write", [id_], {"portal_off_area_ids": [(5,)]}),
            "parent": (
                *(partner, "write", [id_]),
                {"parent_id": self.stranger.partner_id.id},
            ),
            "user": (
                *("res.users", "write", self.waiting.sudo().user_ids.ids),
                {"signup_state": "approved"},
            ),
            "invite": (partner, "action_invite", [id_]),
            "activity": ("mail.activity", "action_feedback", [activity.id]),
            "no activity": ("mail.activity", "unlink", [activity.id]),
            "settings": (
                *("res.company", "write", [self.page_company.id]),
                {"customer_signup_approval": False},
            ),
            "batch": ("customer.onboarding.batch", "create", [{}]),
        }
        for name, call in calls.items():
            for who, login in self.outsiders().items():
                with self.subTest(name, who=who):
                    self.assertIsNone(self.ask(login, *call))
        self.env.invalidate_all()
        self.assertEqual(self.waiting.signup_state, "waiting")
        self.assertEqual(self.waiting.activity_ids, activity)
        self.assertFalse(self.waiting.parent_id)
        self.assertTrue(self.page_company.customer_signup_approval)
        self.assertTrue(self.ask("approver", *calls["approve"]))
        self.env.invalidate_all()
        self.assertEqual(self.waiting.signup_state, "approved")

    def test_the_form_takes_no_more_than_it_asks_for(self):
        """Names of fields in the form, or the id of somebody else's contact."""
        data = {
            "csrf_token": self.csrf_token("/web/signup"),
            "login": "eve@example.com",
            "name": "Eve",
            "password": PASSWORD,
            "confirm_password": PASSWORD,
            "signup_state": "approved",
            "partner_id": self.stranger.partner_id.id,
            "parent_id": self.stranger.partner_id.id,
            "group_ids": self.env.ref("base.group_user").id,
            "customer_group_ids": "1",
            "token": "",
        }
        page = self.url_open("/web/signup", data=data)
        self.assertIn("Your account waits for approval.", page.text)
        eve = self.env["res.users"].search([("login", "=", "eve@example.com")])
        self.assertTrue(eve._is_portal())
        partner = eve.partner_id
        self.assertEqual(partner.signup_state, "waiting")
        self.assertNotEqual(partner, self.stranger.partner_id)
        self.assertFalse(partner.parent_id)
        self.assertFalse(partner.customer_group_ids)

    def test_its_own_pages_change_nothing(self):
        """The account and the address page, with fields that they do not show."""
        self.authenticate(EMAIL, PASSWORD)
        token = self.csrf_token("/my/account")
        values = {
            "csrf_token": token,
            "partner_id": self.waiting.id,
            "name": "Nina",
            "email": EMAIL,
            "phone": "+33 1 23 45 67 89",
            "street": "Rue 1",
            "city": "Lyon",
            "zip": "69001",
            "country_id": self.env.ref("base.fr").id,
            "required_fields": "",
            "address_type": "billing",
            "use_delivery_as_billing": "true",
        }
        for extra in ({"signup_state": "approved"}, {"portal_off_area_ids": ""}, {}):
            with mute_logger(HTTP, "odoo.addons.portal.controllers.portal"):
                self.url_open("/my/address/submit", data={**values, **extra})
            self.env.invalidate_all()
            self.assertEqual(self.waiting.signup_state, "waiting", extra)
        self.assertEqual(self.waiting.city, "Lyon", "the page itself works")
        self.assertEqual(self.url_open("/my/invoices").status_code, 403)

    def test_links_follow_the_policy_while_it_waits(self):
        """What staff sent opens to whom the policy names."""
        invoice, order = self.give_documents(self.waiting)
        urls = {invoice: invoice.get_portal_url(), order: order.get_portal_url()}
        people = (EMAIL, None, self.stranger.login)

        def opened(login):
            self.authenticate(login, login and PASSWORD)
            return {
                document.name in self.url_open(url).text
                for document, url in urls.items()
            }

        for policy, expected in (
            ("keep", (True, True, True)),
            ("refuse_signed_in", (False, True, True)),
            ("refuse", (False, False, False)),
        ):
            self.company.portal_document_link_policy = policy
            for login, is_open in zip(people, expected, strict=True):
                with self.subTest(policy=policy, login=login):
                    self.assertEqual(opened(login), {is_open})
            # without its token, the waiting sign-up opens nothing whatever the policy
            self.authenticate(EMAIL, PASSWORD)
            page = self.url_open(f"/my/invoices/{invoice.id}")
            self.assertEqual(page.status_code, 403)
        self.waiting.action_approve_signup()
        for login in people:
            self.assertEqual(opened(login), {True}, login)
