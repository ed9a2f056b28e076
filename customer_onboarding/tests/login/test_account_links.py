import re
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, freeze_time, tagged

from ..common import PASSWORD, OnboardingCommon


@tagged("post_install", "-at_install")
class TestAccountLinks(OnboardingCommon, HttpCase):
    """Links to an account belong to one address and one invitation."""

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.customer = self.make_customer(
            grant_portal_access=True, send_welcome_mail=True
        )
        self.user = self.customer.user_ids
        self.link = self.leave()

    def leave(self):
        """The last welcome mail leaves: its link."""
        mail = self.queued_mails(self.customer).sorted("id")[-1]
        link = self.outgoing_link(mail, "/clients/welcome")
        mail._postprocess_sent_message(self.customer, [])
        return link

    def works(self, link):
        """Whether a link leads to where a password is chosen; else it says why not."""
        page = self.url_open(link)
        self.assertEqual(page.status_code, 200)
        refusal = re.search(
            "o_clients_link_problem|Invalid signup token",
            page.text,
        )
        self.assertTrue(refusal or 'name="password"' in page.text, page.url)
        return not refusal

    def choose_password(self, link):
        page = self.url_open(link)
        data = dict(
            re.findall(
                r'name="(csrf_token|token|login|name)"\s+value="([^"]*)"', page.text
            )
        )
        data |= {"password": PASSWORD, "confirm_password": PASSWORD}
        return self.url_open(link.partition("?")[0], data=data)

    def reset_link(self):
        """What a stranger's request to reset the password sends to the customer."""
        self.env["res.users"].sudo().reset_password(self.user.login)
        return f"/web/reset_password?token={self.customer._generate_signup_token()}"

    def test_the_stored_mail_has_no_secret(self):
        self.send_again(self.customer)
        mail = self.queued_mails(self.customer)
        [copy] = self.outgoing(mail)
        token = self.outgoing_link(mail, "/clients/welcome").partition("token=")[2]
        self.assertGreater(len(token), 40)
        self.assertIn(f"token={token}", copy["body_alternative"], "the plain text, too")
        stored = f"{mail.read()} {mail.mail_message_id.read()}"
        self.assertIn("/clients/welcome?invitation=", stored)
        self.assertNotIn("token=", stored)
        # the address without the secret leads nowhere, in a sentence
        address = re.search(r'href="([^"]*/clients/welcome[^"]*)"', mail.body_html)[1]
        self.assertFalse(self.works("/" + address.split("/", 3)[3]))

    def test_a_template_of_ones_own(self):
        """The link as text, and a copy to a colleague of the sender."""
        template = self.env.ref("customer_onboarding.mail_template_welcome")
        template.body_html = (
            '<p>Open <t t-out="object.welcome_url"/> or '
            '<a t-attf-href="{{object.welcome_url}}#start">here</a></p>'
        )
        template.write({"use_default_to": False, "email_cc": "boss@example.com"})
        self.send_again(self.customer)
        mail = self.queued_mails(self.customer)
        by_receiver = {
            copy["email_to_normalized"][0]: copy for copy in self.outgoing(mail)
        }
        copy = by_receiver.pop(self.customer.email)
        self.assertEqual(copy["body"].count("/clients/welcome?token="), 2)
        self.assertIn("/clients/welcome?token=", copy["body_alternative"])
        self.assertRegex(copy["body"], r"token=[\w-]+#start")
        [copy] = by_receiver.values()
        self.assertIn("/clients/welcome?invitation=", copy["body"])
        self.assertNotIn("token=", f"{copy}")

    def test_a_mail_of_ones_own_catches_no_secret(self):
        """Staff who write the address without its secret into a mail to themselves."""
        invitation = self.customer.invitation_ids
        url = invitation.sudo().welcome_url
        for addresses in ("spy@example.com", f"spy@example.com, {self.customer.email}"):
            mail = self.env["mail.mail"].create(
                {"email_to": addresses, "body_html": f'<a href="{url}">x</a>'}
            )
            self.assertNotIn("token=", f"{self.outgoing(mail)}", addresses)

    def test_dead_after_a_resend(self):
        self.assertTrue(self.works(self.link))
        self.send_again(self.customer)
        self.assertFalse(self.works(self.link))
        states = self.customer.invitation_ids.sorted("id").mapped("state")
        self.assertEqual(states, ["replaced", "to_send"])
        self.assertTrue(self.works(self.leave()))
        # a mail that has not left is not sent beside the newer one
        self.send_again(self.customer)
        waiting = self.queued_mails(self.customer).sorted("id")[-1]
        self.send_again(self.customer)
        self.assertEqual(waiting.state, "cancel")

    def test_dead_after_a_change_of_email(self):
        self.customer.email = "right@example.com"
        self.assertFalse(self.works(self.link))
        self.assertEqual(self.customer.invitation_ids.state, "email_changed")
        self.assertEqual(self.user.login, "right@example.com")
        # also when the address comes back
        self.customer.email = "azure.interior@example.com"
        self.assertFalse(self.works(self.link))

    def test_a_waiting_mail_follows_the_email(self):
        self.send_again(self.customer)
        self.customer.email = "right@example.com"
        mail = self.queued_mails(self.customer)
        self.assertEqual(self.customer.invitation_ids[0].email, "right@example.com")
        self.assertEqual(
            self.outgoing(mail)[0]["email_to_normalized"], ["right@example.com"]
        )
        self.assertTrue(self.works(self.leave()))

    def test_dead_after_access_was_taken_away(self):
        portal = self.env.ref("base.group_portal")
        public = self.env.ref("base.group_public")
        for taken, given in (
            ({"active": False}, {"active": True}),
            (
                {"group_ids": [(3, portal.id), (4, public.id)]},
                {"group_ids": [(4, portal.id), (3, public.id)]},
            ),
        ):
            self.send_again(self.customer)
            link = self.leave()
            self.assertTrue(self.works(link))
            self.user.write(taken)
            self.assertFalse(self.works(link), taken)
            self.assertEqual(self.customer.invitation_ids[0].state, "revoked")
            # access given again is no reason for an old link to work
            self.user.write(given)
            self.assertFalse(self.works(link), given)

    def test_odoo_wizard_revokes_the_link(self):
        wizard = self.env["portal.wizard"].create(
            {"partner_ids": [(6, 0, self.customer.ids)]}
        )
        wizard.user_ids.action_revoke_access()
        self.assertFalse(self.user.active)
        self.assertFalse(self.works(self.link))
        self.assertEqual(self.customer.invitation_ids.state, "revoked")

    def test_dead_after_use(self):
        page = self.choose_password(self.link)
        self.assertTrue(page.url.endswith("/my"), page.url)
        # who is signed in and opens the mail once more is led to the portal
        page = self.url_open(self.link)
        self.assertTrue(page.url.endswith("/my"), page.url)
        self.url_open("/web/session/logout")
        self.assertFalse(self.works(self.link))
        self.assertEqual(self.customer.invitation_ids.state, "opened")

    def test_dead_after_its_time(self):
        self.assertTrue(self.works(self.link))
        with freeze_time(fields.Datetime.now() + timedelta(hours=145)):
            partner = self.env["res.partner"]._get_partner_from_token(
                self.link.partition("token=")[2]
            )
            self.assertFalse(partner)

    def test_a_strangers_request_does_not_kill_the_welcome_link(self):
        reset = self.reset_link()
        self.assertTrue(self.works(reset))
        self.assertTrue(self.works(self.link))
        self.choose_password(self.link)
        self.url_open("/web/session/logout")
        self.assertFalse(self.works(reset))

    def test_reset_link_belongs_to_the_address(self):
        reset = self.reset_link()
        self.assertTrue(self.works(reset))
        self.customer.email = "right@example.com"
        self.assertFalse(self.works(reset))

    def test_reset_link_works_once(self):
        """Also when another one is asked for before the first sign-in."""
        reset = self.reset_link()
        self.choose_password(reset)
        self.assertFalse(self.user.login_date, "it does not sign in")
        self.reset_link()
        self.assertFalse(self.works(reset))

    def test_odoo_wizard_link_works(self):
        partner = self.make_customer("Wizard")
        wizard = self.env["portal.wizard"].create(
            {"partner_ids": [(6, 0, partner.ids)]}
        )
        wizard.user_ids.action_grant_access()
        url = partner._get_signup_url()
        self.assertTrue(self.works("/" + url.split("/", 3)[3]))
        partner.email = "corrected@example.com"
        self.assertFalse(self.works("/" + url.split("/", 3)[3]))
        self.assertEqual(partner.user_ids.login, "corrected@example.com")

    def test_sign_up_by_the_link_of_a_document(self):
        """A contact without a user signs up by Odoo's link, until its email changes."""
        guest = self.make_customer("Guest")
        guest.signup_prepare()
        link = f"/web/signup?token={guest._generate_signup_token()}"
        self.assertTrue(self.works(link))
        guest.email = "other@example.com"
        self.assertFalse(self.works(link))

    def test_the_mail_prints_the_login(self):
        partner = self.make_customer(email="Marie <Marie@Example.com>")
        partner.grant_portal_access = True
        self.send_again(partner)
        self.assertFalse(partner.onboarding_issue)
        body = self.queued_mails(partner).body_html
        self.assertIn(">marie@example.com</strong>", body)
        self.assertNotIn("Marie@Example.com", body)
