from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import PASSWORD
from .common import EMAIL, SignupCommon


@tagged("post_install", "-at_install")
class TestSignupApproval(SignupCommon):
    """Who signs up enters onboarding, and waits where the company says so."""

    def read_by_every_way(self, partner, invoice, order):
        """What a signed-in customer gets of its documents, by page, list, RPC, file.

        :return: ``{way: text}`` or an HTTP status
        """
        self.authenticate(partner.email, PASSWORD)
        user = partner.sudo().user_ids
        found = {}
        for path in (
            "/my/invoices",
            "/my/quotes",
            f"/my/invoices/{invoice.id}",
            f"/my/orders/{order.id}",
            f"/my/invoices/{invoice.id}?report_type=html",
        ):
            response = self.url_open(path)
            found[path.replace(str(invoice.id), "I").replace(str(order.id), "O")] = (
                response.status_code,
                invoice.name in response.text or order.name in response.text,
            )
        for record in (invoice, order):
            model = record.with_user(user)
            found[record._name, "search"] = model.search_count([("id", "=", record.id)])
            model.invalidate_recordset()
            try:
                found[record._name, "read"] = bool(model.read(["name"]))
            except AccessError:
                found[record._name, "read"] = False
        return found

    def test_group_and_date(self):
        """Without approval, a sign-up starts in the group, and all areas are open."""
        group = self.env["customer.group"].create(
            {"name": "Web", "off_area_ids": [Command.set(self.area_orders.ids)]}
        )
        self.page_company.customer_signup_group_id = group
        _page, partner = self.sign_up()
        self.assertEqual(partner.customer_group_ids, group)
        self.assertEqual(partner.portal_off_area_ids, self.area_orders)
        self.assertTrue(partner.signup_date)
        self.assertFalse(partner.signup_state)
        self.assertFalse(partner.activity_ids)
        self.assertFalse(self.make_customer("Staff Made").signup_date)
        self.assertNotIn("waits for approval", self.url_open("/my").text)
        self.assertEqual(self.url_open("/my/invoices").status_code, 200)

    def test_invited_contacts_wait_for_nobody(self):
        """A contact that staff invited is no sign-up of its own."""
        self.page_company.customer_signup_approval = True
        partner = self.make_customer("Anna", is_company=False)
        partner.sudo().signup_prepare()
        token = partner.sudo()._generate_signup_token()
        self.env["res.users"].sudo().signup(
            {"login": partner.email, "password": PASSWORD}, token
        )
        self.assertTrue(partner.sudo().user_ids)
        self.assertFalse(partner.signup_date)
        self.assertFalse(partner.signup_state)

    def test_waits_and_is_approved(self):
        """All ways are closed until the approval, and open with it."""
        page, partner = self.sign_up_waiting()
        self.assertIn("Your account waits for approval.", page.text)
        self.assertIn(EMAIL, page.text)
        self.assertEqual(partner.signup_state, "waiting")
        activity = partner.activity_ids
        self.assertEqual(activity.user_id, self.approver)
        self.assertEqual(activity.summary, "Approve or refuse this sign-up")
        invoice, order = self.give_documents(partner)
        closed = self.read_by_every_way(partner, invoice, order)
        for way, answer in closed.items():
            refused = (403, False) if isinstance(answer, tuple) else False
            self.assertEqual(answer, refused, way)
        self.assertIn("Not open yet: Invoices", self.url_open("/my/invoices").text)
        self.assertIn("waits for approval", self.url_open("/my/account").text)
        # the switches that staff see, and save, are those of the customer
        self.assertFalse(partner.portal_off_area_ids)
        self.assertIn(self.area_invoices, partner.portal_area_ids)
        self.assertEqual(partner._filter_portal_area_off(invoice), partner)

        notice = partner.with_user(self.approver).action_approve_signup()
        self.assertEqual(notice["params"]["message"], "Nina: The sign-up was approved.")
        self.assertEqual(partner.signup_state, "approved")
        self.assertFalse(partner.activity_ids)
        opened = self.read_by_every_way(partner, invoice, order)
        for way, answer in opened.items():
            # the list of quotations and the invoice's pages among them
            status = (200, True) if isinstance(answer, tuple) else True
            self.assertEqual(answer, status, way)
        self.assertNotIn("waits for approval", self.url_open("/my").text)
        self.assertFalse(partner._filter_portal_area_off(invoice))

    def test_contacts_of_a_sign_up_wait_with_it(self):
        """A contact that a sign-up gets is closed with it, and opens with it."""
        _page, partner = self.sign_up_waiting()
        contact = self.make_customer("Below", parent_id=partner.id)
        user = self.make_portal_user(contact)
        self.assertIn(self.area_invoices, user._get_portal_off_areas())
        partner.action_approve_signup()
        self.assertNotIn(self.area_invoices, user._get_portal_off_areas())

    def test_answers_to_many_in_their_languages(self):
        """Both answers to several at once; each mail is in its customer's language."""
        partners = self.env["res.partner"]
        for email in ("nina@example.com", "paul@example.com", "zoe@example.com"):
            partners += self.sign_up_waiting(email)[1]
        nina, paul, zoe = partners
        template = self.env.ref("customer_onboarding.mail_template_signup_approved")
        template.with_context(lang="fr_FR").subject = "Votre compte est ouvert"
        paul.lang = "fr_FR"
        before = self.queued_mails(partners)
        notice = (nina + paul).action_approve_signup()
        self.assertEqual(notice["params"]["message"], "2 sign-ups were approved.")
        mails = self.queued_mails(partners) - before
        self.assertEqual(
            {mail.recipient_ids: mail.subject for mail in mails},
            {nina: "Your account is open", paul: "Votre compte est ouvert"},
        )
        mail = mails.filtered(lambda mail: mail.recipient_ids == nina)
        [copy] = self.outgoing(mail)
        self.assertRegex(copy["body"], r"Your account with [^<>]+ is open\.")
        self.authenticate(nina.email, PASSWORD)
        page = self.url_open(self.outgoing_link(mail, "/my"))
        self.assertIn("o_portal_my_home", page.text)

        # the colleague who refuses works in another company
        quarry = self.env["res.company"].create({"name": "Quarry Ltd"})
        zoe.sudo().user_ids.write(
            {"company_ids": [Command.link(quarry.id)], "company_id": quarry.id}
        )
        zoe.action_refuse_signup()
        self.assertEqual(zoe.signup_state, "refused")
        self.assertFalse(zoe.sudo().user_ids)
        mail = self.queued_mails(partners) - before - mails
        self.assertEqual(mail.recipient_ids, zoe)
        self.assertEqual(mail.subject, "Your account was not opened")
        self.assertIn("Quarry Ltd", mail.body_html)
        self.assertIn("We could not open it.", mail.body_html)
        # a second answer tells nobody anything
        notice = (nina + zoe).action_refuse_signup()
        self.assertEqual(
            notice["params"]["message"], "No sign-up here waits for an answer."
        )
        self.assertEqual(nina.signup_state, "approved")
        # an approval takes the refusal back
        zoe.action_approve_signup()
        self.assertEqual(zoe.signup_state, "approved")
        self.assertTrue(zoe.sudo().user_ids.active)

    def test_an_invitation_takes_a_refusal_back(self):
        """Staff who invite a refused sign-up open its portal."""
        _page, partner = self.sign_up_waiting()
        partner.action_refuse_signup()
        partner.action_invite()
        self.assertEqual(partner.signup_state, "approved")
        self.assertFalse(partner.sudo().user_ids._get_portal_off_areas())

    def test_only_staff_answer(self):
        """A sign-up cannot approve itself, nor read or write what staff say."""
        _page, partner = self.sign_up_waiting()
        own = partner.with_user(partner.sudo().user_ids)
        with self.assertRaises(AccessError):
            own.action_approve_signup()
        with self.assertRaises(AccessError):
            own.read(["signup_state"])
        with self.assertRaises(AccessError):
            own.write({"signup_state": "approved"})
        self.assertEqual(partner.signup_state, "waiting")

    def test_filters(self):
        """The filters find sign-ups, and those that wait."""
        _page, waiting = self.sign_up_waiting()
        self.page_company.customer_signup_approval = False
        _page, other = self.sign_up("paul@example.com")
        view = self.env["res.partner"].get_view(
            self.env.ref("customer_onboarding.res_partner_customer_view_search").id,
            "search",
        )["arch"]
        for domain, found in (
            ([("signup_date", "!=", False)], waiting + other),
            ([("signup_state", "=", "waiting")], waiting),
        ):
            self.assertIn(str(domain), view)
            self.assertEqual(
                self.env["res.partner"].search(
                    [*domain, ("id", "in", (waiting + other).ids)], order="id"
                ),
                found,
            )
