from unittest.mock import patch

from odoo.addons.base.models.ir_qweb import IrQweb
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import OnboardingCommon

MANY = 200
BOXES = {"grant_portal_access": True, "send_welcome_mail": True}
ONBOARDING = "odoo.addons.customer_onboarding.models.invitation.res_partner_onboarding"
INVITATION = (
    "odoo.addons.customer_onboarding.models.invitation.customer_invitation_mail"
)


@tagged("post_install", "-at_install")
class TestOnboardingMany(OnboardingCommon):
    """Many customers in one call: what it costs, and that each fails alone."""

    def make_customers(self, count, **values):
        return self.env["res.partner"].create(
            [
                {
                    "name": f"Customer {number}",
                    "email": f"c{number}@example.com",
                    "lang": ("en_US", "fr_FR")[number % 2],
                    **values,
                }
                for number in range(count)
            ]
        )

    def count_calls(self, owner, name):
        """Count the calls of a method, which is called all the same."""
        original = getattr(owner, name)
        calls = []

        def counted(*args, **kwargs):
            calls.append(args)
            return original(*args, **kwargs)

        self.patch(owner, name, counted)
        return calls

    def test_costs_of_many(self):
        customers = self.make_customers(MANY)
        self.env.flush_all()
        self.env.invalidate_all()
        clears = self.count_calls(type(self.env.registry), "clear_cache")
        compiled = self.count_calls(IrQweb, "_generate_code_uncached")
        triggers = self.count_calls(type(self.env["ir.cron"]), "_trigger")
        before = self.env.cr.sql_log_count
        customers._onboard(**BOXES)
        self.env.flush_all()
        queries = self.env.cr.sql_log_count - before
        self.assertLessEqual(queries, 2 * MANY)
        self.assertLessEqual(len(clears), 3)
        self.assertLessEqual(len(compiled), 2, "once a language")
        self.assertEqual(len(triggers), 1, "the queue is woken once")
        self.assertFalse(any(customers.mapped("onboarding_issue")))
        self.assertEqual(len(customers.user_ids), MANY)
        self.assertEqual(len(self.queued_mails(customers)), MANY)

    def test_each_gets_what_is_its_own(self):
        customers = self.make_customers(4)
        customers._onboard(**BOXES)
        for customer in customers:
            user = customer.user_ids
            self.assertEqual(user.login, customer.email)
            self.assertEqual(user.lang, customer.lang)
            self.assertTrue(user._is_portal())
            invitation = customer.invitation_ids
            mail = self.queued_mails(customer)
            self.assertEqual(invitation.mail_id, mail)
            self.assertEqual(mail.res_id, invitation.id)
            self.assertEqual(mail.recipient_ids, customer)
            self.assertIn(customer.name, mail.body_html)
            self.assertIn(f"invitation={invitation.id}", mail.body_html)
            note = customer.message_ids.filtered(
                lambda message, email=customer.email: email in (message.body or "")
            )
            self.assertEqual(len(note), 1, "the access is noted on the customer")
            [copy] = self.outgoing(mail)
            self.assertIn("/clients/welcome?token=", copy["body"])
        [english, french] = [self.queued_mails(customer) for customer in customers[:2]]
        self.assertIn("Dear", english.body_html)
        self.assertNotIn("Dear", french.body_html)

    def test_bad_ones_are_told_and_the_others_go_on(self):
        holder = self.make_portal_user(self.make_customer("Holder"))
        customers = self.make_customers(6)
        missing, taken, double, *good = customers
        missing.email = "no address"
        taken.email = "HOLDER@example.com"
        double.email = "C3@example.com"  # that of the next one
        customers._onboard(**BOXES)
        self.assertIn("is not an email address", missing.onboarding_issue)
        self.assertEqual(len(missing.onboarding_issue.splitlines()), 1)
        self.assertIn(f"account of {holder.name}", taken.onboarding_issue)
        self.assertFalse(missing.user_ids | taken.user_ids)
        # of two with one address, the first in the list has it
        self.assertEqual(double.user_ids.login, "c3@example.com")
        second, *rest = good
        self.assertIn(f"account of {double.name}", second.onboarding_issue)
        self.assertFalse(second.user_ids)
        # who was refused access is not welcomed either
        self.assertFalse((missing | taken | second).invitation_ids)
        for customer in rest:
            self.assertFalse(customer.onboarding_issue)
            self.assertEqual(customer.user_ids.login, customer.email)
            self.assertEqual(len(self.queued_mails(customer)), 1)

    @mute_logger(ONBOARDING, "odoo.sql_db")
    def test_an_unexpected_error_stops_one_alone(self):
        customers = self.make_customers(7)
        unlucky = customers[4]
        model = type(self.env["res.partner"])
        prepare = model._prepare_portal_user

        def break_one(partner, login, group_id):
            if partner == unlucky:
                raise ZeroDivisionError
            return prepare(partner, login, group_id)

        with patch.object(model, "_prepare_portal_user", break_one):
            customers._onboard(**BOXES)
        self.assertIn("An unexpected error", unlucky.onboarding_issue)
        self.assertFalse(unlucky.user_ids)
        for customer in customers - unlucky:
            self.assertFalse(customer.onboarding_issue)
            self.assertEqual(customer.user_ids.login, customer.email)
            self.assertEqual(len(self.queued_mails(customer)), 1)

    @mute_logger(INVITATION, "odoo.addons.mail.models.mail_render_mixin")
    def test_a_template_that_fails_for_one(self):
        template = self.env.ref("customer_onboarding.mail_template_welcome_no_access")
        template.with_context(
            lang="en_US"
        ).body_html = (
            "<p><t t-out=\"1 / (object.partner_id.name != 'Customer 2')\"/></p>"
        )
        customers = self.make_customers(5, lang="en_US")
        customers._onboard(send_welcome_mail=True)
        self.assertIn(template.name, customers[2].onboarding_issue)
        self.assertFalse(self.queued_mails(customers[2]))
        for customer in customers - customers[2]:
            self.assertFalse(customer.onboarding_issue)
            self.assertEqual(len(self.queued_mails(customer)), 1)

    def test_a_changed_template_is_compiled_anew(self):
        template = self.env.ref("customer_onboarding.mail_template_welcome_no_access")
        first, second = self.make_customers(2, lang="en_US")
        for customer, text in ((first, "Hello"), (second, "Good morning")):
            template.with_context(
                lang="en_US"
            ).body_html = f'<p>{text} <t t-out="object.partner_id.name.upper()"/></p>'
            customer._onboard(send_welcome_mail=True)
            body = self.queued_mails(customer).body_html
            self.assertIn(f"{text} {customer.name.upper()}", body)

    def test_boxes_at_creation_and_by_a_write_for_many(self):
        customers = self.make_customers(4, **BOXES)
        self.assertEqual(len(customers.user_ids), 4)
        others = self.env["res.partner"].create(
            [
                {"name": "A", "email": "a@example.com", "grant_portal_access": True},
                {"name": "B", "email": "b@example.com", "send_welcome_mail": True},
                {"name": "C", "email": "c@example.com"},
            ]
        )
        self.assertEqual(others.user_ids.partner_id, others[0])
        self.assertEqual(others.invitation_ids.partner_id, others[1])
        others.write(BOXES)
        self.assertEqual(others.user_ids.partner_id, others)

    def test_a_run_of_the_queue(self):
        """Each mail is noted as it leaves, and all are deleted at the end."""
        customers = self.make_customers(3)
        customers._onboard(**BOXES)
        mails = self.queued_mails(customers)
        server = type(self.env["ir.mail_server"])
        sent = []

        def send_email(model, message, **kwargs):
            sent.append(message["To"])
            if "c1@" in message["To"]:
                raise AssertionError("Nobody lives here")
            return message["Message-Id"]

        self.patch(server, "send_email", send_email)
        self.patch(server, "_disable_send", lambda model: False)
        self.patch(server, "_connect__", lambda model, **kwargs: None)
        with mute_logger("odoo.addons.mail.models.mail_mail"):
            mails.send()
        self.assertEqual(len(sent), 3)
        states = [customer.invitation_ids.state for customer in customers]
        self.assertEqual(states, ["sent", "failed", "sent"])
        self.assertEqual(mails.exists(), self.queued_mails(customers[1]))

    def test_who_may_not_write_onboards_nobody(self):
        reader = self.env["res.users"].create({"name": "Reader", "login": "reader"})
        reader.group_ids = self.env.ref("base.group_user")
        customers = self.make_customers(2)
        with self.assertRaises(UserError):
            customers.with_user(reader)._onboard(**BOXES)
        self.assertFalse(customers.user_ids)
