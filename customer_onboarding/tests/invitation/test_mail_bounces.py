from odoo.tests import tagged

from ..common import OnboardingCommon

BOUNCE = """\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: {bounce}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-{number}@mx.example.org>
Date: Thu, 26 Nov 2026 12:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain

I could not deliver your message.

--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {email}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user
    here

--edge
Content-Type: message/rfc822

From: office@example.com
To: {email}
Message-ID: {message_id}
Subject: Welcome

Hello

--edge--
"""
BOXES = {"grant_portal_access": True, "send_welcome_mail": True}


@tagged("post_install", "-at_install")
class TestMailBounces(OnboardingCommon):
    def send(self, customer):
        """Let the customer's mail leave; its id."""
        mail = self.queued_mails(customer)
        message_id = mail.message_id
        mail._postprocess_sent_message(customer, [])
        self.assertFalse(mail.exists(), "as nothing Odoo would look for")
        return message_id

    def come_back(self, email, message_id, number=1):
        """The report of a mail server arrives at the address for bounces."""
        domain = self.env["mail.alias.domain"].search([], limit=1)
        self.env["mail.thread"].message_process(
            None,
            BOUNCE.format(
                bounce=domain.bounce_email or "bounce@example.com",
                email=email,
                message_id=message_id,
                number=number,
            ),
        )

    def test_the_invitation_and_the_customer_say_so(self):
        customer = self.make_customer(**BOXES)
        message_id = self.send(customer)
        self.assertEqual(customer.portal_access_state, "invited")
        self.come_back(customer.email, message_id)
        self.assertEqual(customer.invitation_ids.state, "failed")
        reason = "The mail came back: 550 5.1.1 No such user here"
        self.assertEqual(customer.invitation_ids.failure_reason, reason)
        self.assertEqual(customer.portal_access_state, "failed")
        self.assertIn(reason, customer.onboarding_issue)
        self.assertIn(
            customer,
            self.env["res.partner"].search([("needs_attention", "=", True)]),
        )
        # a corrected address, and a new mail
        customer.email = "right@example.com"
        self.send_again(customer)
        self.assertEqual(customer.portal_access_state, "invited")
        self.assertFalse(customer.onboarding_issue)

    def test_another_customer_s_mail_is_not_touched(self):
        customer = self.make_customer("A", **BOXES)
        other = self.make_customer("B", **BOXES)
        message_id = self.send(customer)
        self.send(other)
        self.come_back(other.email, message_id)
        self.come_back(customer.email, "<1.2-openerp-0-customer.invitation@x>", 2)
        self.come_back(customer.email, "<1.2-openerp-7-res.partner@x>", 3)
        self.assertEqual(customer.invitation_ids.state, "sent")
        self.assertEqual(other.invitation_ids.state, "sent")

    def test_an_account_that_was_opened_stays_so(self):
        customer = self.make_customer(**BOXES)
        message_id = self.send(customer)
        self.env["customer.invitation"]._mark_opened(customer)
        self.come_back(customer.email, message_id)
        self.assertEqual(customer.invitation_ids.state, "opened")
