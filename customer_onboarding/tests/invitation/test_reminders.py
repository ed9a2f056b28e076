from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import OnboardingCommon

BOXES = {"grant_portal_access": True, "send_welcome_mail": True}
MAIL = "odoo.addons.customer_onboarding.models.invitation.customer_invitation_mail"


@tagged("post_install", "-at_install")
class TestReminders(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "customer_reminder": True,
                "customer_reminder_days": 3,
                "customer_reminder_max": 2,
            }
        )

    def make_invited(self, count, days=4, **values):
        """Customers whose mail left some days ago."""
        customers = self.env["res.partner"].create(
            [
                {
                    "name": f"Customer {number}",
                    "email": f"c{number}.{count}@example.com",
                    "lang": ("en_US", "fr_FR")[number % 2],
                    **BOXES,
                    **values,
                }
                for number in range(count)
            ]
        )
        self.let_leave(customers, days)
        return customers

    def let_leave(self, customers, days):
        """Let what is queued have left some days ago."""
        waiting = self.env["customer.invitation"]._get_waiting(customers)
        waiting.sent_date = fields.Datetime.now() - timedelta(days=days)
        waiting.mail_id.unlink()
        self.env.flush_all()

    def remind(self):
        # the transaction of a test is not committed
        self.patch(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda cron, processed=0, **kwargs: 60,
        )
        self.env["customer.invitation"]._send_reminders()

    def test_reminders_end_at_the_maximum(self):
        customer = self.make_invited(1, lang="fr_FR")
        first = customer.invitation_ids
        for number in (1, 2):
            self.remind()
            last = customer.invitation_ids.sorted("id")[-1]
            self.assertEqual(last.reminder_number, number)
            mail = self.queued_mails(customer)
            self.assertIn('lang="fr-FR"', mail.body_html)
            self.assertIn(f"invitation={last.id}", mail.body_html)
            # a second run, as after a killed one, adds none
            self.remind()
            self.assertEqual(self.queued_mails(customer), mail)
            self.let_leave(customer, 4)
        self.assertEqual(first.state, "replaced", "the earlier link is dead")
        self.remind()
        self.assertEqual(len(customer.invitation_ids), 3)

    def test_who_gets_none(self):
        fresh = self.make_invited(1, days=2)
        signed_in, archived, revoked, opened, failed = self.make_invited(5)
        self.env["res.users.log"].with_user(signed_in.user_ids).sudo().create({})
        archived.user_ids.active = False
        archived.active = False
        revoked.user_ids.active = False
        opened.invitation_ids.opened_date = fields.Datetime.now()
        failed.invitation_ids.failure_reason = "Mailbox full"
        no_access = self.make_customer(send_welcome_mail=True)
        self.let_leave(no_access, 4)
        nobody = fresh | signed_in | archived | revoked | opened | failed | no_access
        counts = {partner: len(partner.invitation_ids) for partner in nobody}
        self.remind()
        for partner in nobody:
            self.assertEqual(len(partner.invitation_ids), counts[partner], partner.name)

    def test_off_and_by_company(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        self.assertFalse(other.customer_reminder, "off by default")
        self.env.user.company_ids |= other
        ours = self.make_invited(1)
        theirs = self.make_invited(2, company_id=other.id)
        self.remind()
        self.assertEqual(len(ours.invitation_ids), 2)
        self.assertEqual(ours.invitation_ids.company_id, self.company)
        self.assertEqual(len(theirs.invitation_ids), 2)
        other.write({"customer_reminder": True, "customer_reminder_days": 1})
        self.remind()
        self.assertEqual(len(theirs.invitation_ids), 4)
        self.assertEqual(theirs.invitation_ids.company_id, other)
        with self.assertRaises(ValidationError):
            other.customer_reminder_days = 0

    @mute_logger(MAIL)
    def test_a_broken_template_is_told_and_tried_once(self):
        template = self.env.ref("customer_onboarding.mail_template_reminder")
        template.with_context(
            lang="en_US"
        ).body_html = '<p><t t-out="object.no_such_field"/></p>'
        customer = self.make_invited(1, lang="en_US")
        self.remind()
        self.assertIn(template.name, customer.onboarding_issue)
        failed = customer.invitation_ids.filtered("failure_reason")
        self.assertEqual(len(failed), 1)
        self.remind()
        self.assertEqual(len(customer.invitation_ids), 2)

    def test_costs_of_many(self):
        costs = []
        for count in (2, 20):
            self.make_invited(count)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.remind()
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(costs[1], costs[0] + 18, costs)
