from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from ...models.invitation.mail_mail import WAITS
from ..common import OnboardingCommon

BOXES = {"grant_portal_access": True, "send_welcome_mail": True}


@tagged("post_install", "-at_install")
class TestMailRetries(OnboardingCommon):
    def fail_mail(self, mail, reason, failure_type):
        """What Odoo does with a mail that failed."""
        mail.write({"state": "exception", "failure_reason": reason})
        told = reason if failure_type != "mail_smtp" else False
        mail._postprocess_sent_message([], [], told, failure_type)

    def invite(self, name="Anna"):
        """The invitation of a new customer, and its mail."""
        invitation = self.env["customer.invitation"].search(
            [("partner_id", "=", self.make_customer(name, **BOXES).id)]
        )
        return invitation, invitation.sudo().mail_id

    def test_waits_grow_and_end(self):
        invitation, mail = self.invite()
        with freeze_time("2026-03-10 08:00:00"):
            for wait in WAITS:
                self.fail_mail(mail, "Connection refused", "mail_smtp")
                at = fields.Datetime.now() + timedelta(minutes=wait)
                self.assertEqual(invitation.retry_date, at)
                self.assertEqual(mail.scheduled_date, at)
                self.assertEqual(mail.state, "outgoing")
                self.assertEqual(invitation.state, "failed")
            self.fail_mail(mail, "Connection refused", "mail_smtp")
        self.assertEqual(mail.state, "exception")
        self.assertFalse(invitation.retry_date)
        self.assertEqual(invitation.failure_reason, "Connection refused")
        self.assertEqual(sorted(WAITS), list(WAITS))

    def test_what_a_later_attempt_may_better(self):
        for number, (reason, state) in enumerate(
            (
                ("{'a@example.com': (450, b'greylisted')}", "outgoing"),
                ("{'a@example.com': (550, b'no such mailbox')}", "exception"),
                ("{'a@example.com': (550, b'since 450 days')}", "exception"),
            )
        ):
            invitation, mail = self.invite(f"Customer {number}")
            self.fail_mail(mail, reason, "unknown")
            self.assertEqual(mail.state, state, reason)
            self.assertEqual(invitation.failure_reason, reason)

    def test_a_newer_mail_replaces_one_that_waits(self):
        invitation, mail = self.invite()
        self.fail_mail(mail, "Connection refused", "mail_smtp")
        invitation.with_context(customer_send_again=True).action_resend()
        self.assertEqual(mail.state, "cancel")
        self.assertFalse(invitation.retry_date)

    def test_mails_of_others_are_left_to_odoo(self):
        mail = self.env["mail.mail"].create({"email_to": "a@example.com"})
        self.fail_mail(mail, "Connection refused", "mail_smtp")
        self.assertEqual(mail.state, "exception")
