"""Where customers stand, and what staff do about it."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import OnboardingCommon

BOXES = {"grant_portal_access": True, "send_welcome_mail": True}


@tagged("post_install", "-at_install")
class TestPortalAccess(OnboardingCommon):
    def sign_in(self, customer):
        users = self.env["res.users.log"].with_user(customer.user_ids)
        users.sudo().create({})

    def mark(self, customer, **kwargs):
        """What the mail server says of the customer's mail: sent, or why not."""
        mail = self.queued_mails(customer)
        mail._postprocess_sent_message([], [], **kwargs)

    def expire_links(self):
        # the transaction of a test is not committed
        self.patch(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda cron, processed=0, **kwargs: 60,
        )
        self.env["customer.invitation"]._expire_links()

    def test_each_state_is_found_and_shown(self):
        none = self.make_customer("None")
        granted = self.make_customer("Granted", grant_portal_access=True)
        invited = self.make_customer("Invited", **BOXES)
        failed = self.make_customer("Failed", **BOXES)
        self.mark(failed, failure_reason="Mailbox full", failure_type="unknown")
        expired = self.make_customer("Expired", **BOXES)
        self.mark(expired)
        expired.invitation_ids.link_end_date = fields.Datetime.now() - timedelta(1)
        self.expire_links()
        active = self.make_customer("Active", **BOXES)
        self.sign_in(active)
        all_six = none | granted | invited | failed | expired | active
        self.env.flush_all()
        for state, expected in (
            ("none", none),
            ("granted", granted),
            ("invited", invited),
            ("failed", failed),
            ("expired", expired),
            ("active", active),
        ):
            found = self.env["res.partner"].search(
                [("id", "in", all_six.ids), ("portal_access_state", "=", state)]
            )
            self.assertEqual(found, expected, state)
            self.assertEqual(found.portal_access_state, state)
        self.assertEqual(expired.invitation_ids.state, "expired")
        asked = [("id", "in", all_six.ids), ("needs_attention", "=", True)]
        self.assertEqual(self.env["res.partner"].search(asked), failed | expired)
        self.assertTrue(failed.needs_attention)
        asked[1] = ("needs_attention", "=", False)
        self.assertEqual(
            self.env["res.partner"].search(asked), all_six - failed - expired
        )
        # a new mail starts anew
        self.send_again(expired)
        self.assertEqual(expired.portal_access_state, "invited")
        self.assertEqual(
            set(expired.invitation_ids.mapped("state")), {"to_send", "replaced"}
        )

    def test_a_customer_stands_where_its_contacts_do(self):
        company = self.make_customer("Company")
        contacts = [
            self.make_customer(f"Contact {number}", parent_id=company.id, **BOXES)
            for number in range(2)
        ]
        self.assertEqual(company.portal_access_state, "invited")
        self.sign_in(contacts[0])
        self.assertEqual(company.portal_access_state, "active")
        self.assertEqual(contacts[1].portal_access_state, "invited")
        # a failure shows, whoever else has signed in
        self.mark(contacts[1], failure_reason="Full", failure_type="unknown")
        self.assertEqual(company.portal_access_state, "failed")
        self.assertIn("Full", contacts[1].onboarding_issue)
        asked = [("needs_attention", "=", True), ("parent_id", "=", False)]
        self.assertIn(company, self.env["res.partner"].search(asked))
        contacts[1].parent_id = other = self.make_customer("Other")
        self.assertEqual(company.portal_access_state, "active")
        self.assertEqual(other.portal_access_state, "failed")
        contacts[0].user_ids.active = False
        self.assertEqual(company.portal_access_state, "none")

    def test_employees_and_archived_contacts_are_no_access(self):
        company = self.make_customer("Company")
        contact = self.make_customer("C", parent_id=company.id, **BOXES)
        contact.user_ids.group_ids = self.env.ref("base.group_user")
        self.assertEqual(contact.portal_access_state, "none")
        self.assertEqual(company.portal_access_state, "none")
        other = self.make_customer("D", parent_id=company.id, **BOXES)
        self.assertEqual(company.portal_access_state, "invited")
        other.user_ids.active = False
        other.active = False
        self.assertEqual(company.portal_access_state, "none")

    def test_merged_customers(self):
        invited = self.make_customer("A", **BOXES)
        plain = self.make_customer("B")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((invited | plain).ids, plain)
        self.assertEqual(plain.portal_access_state, "invited")

    def test_nobody_writes_the_state_by_hand(self):
        customer = self.make_customer(portal_access_state="active")
        customer.portal_access_state = "active"
        self.env.invalidate_all()
        self.assertEqual(customer.portal_access_state, "none")

    def test_a_mail_that_leaves_later_takes_the_failure_back(self):
        customer = self.make_customer(**BOXES)
        self.mark(customer, failure_reason="Come back", failure_type="mail_smtp")
        self.assertEqual(customer.portal_access_state, "failed")
        self.assertEqual(
            customer.onboarding_issue,
            f"The welcome mail to {customer.name} at {customer.email} could not be "
            "sent: Come back",
        )
        self.mark(customer)
        self.assertEqual(customer.portal_access_state, "invited")
        self.assertFalse(customer.onboarding_issue)
        self.assertTrue(customer.invitation_ids.link_end_date)

    def test_the_access_of_a_customer_is_revoked(self):
        company = self.make_customer("Company", **BOXES)
        contact = self.make_customer("C", parent_id=company.id, **BOXES)
        users = company.user_ids | contact.user_ids
        notice = company.action_revoke_portal_access()
        self.assertEqual(
            notice["params"]["message"], "2 contacts no longer have portal access."
        )
        self.assertEqual(users.mapped("active"), [False, False])
        self.assertEqual(company.portal_access_state, "none")
        self.assertEqual(
            set((company | contact).invitation_ids.mapped("state")), {"revoked"}
        )
        self.assertEqual(self.queued_mails(company).mapped("state"), ["cancel"])
        notice = company.action_revoke_portal_access()
        self.assertEqual(notice["params"]["type"], "info")
        company.with_context(customer_send_again=True).action_invite()
        self.assertEqual(company.portal_access_state, "invited")
        self.assertTrue(company.user_ids.active)

    def test_a_second_mail_within_minutes_asks(self):
        customer = self.make_customer(**BOXES)
        question = customer.action_send_welcome_mail()
        self.assertEqual(question["tag"], "customer_onboarding.ask")
        self.assertIn(customer.name, question["params"]["message"])
        self.assertEqual(len(customer.invitation_ids), 1)
        call = question["params"]["call"]
        again = self.env[call["model"]].with_context(**call["context"])
        again = getattr(again.browse(call["args"][0]), call["method"])
        self.assertIn("on its way to", again()["params"]["message"])
        self.assertEqual(len(customer.invitation_ids), 2)
        mails = self.queued_mails(customer)
        self.assertEqual(sorted(mails.mapped("state")), ["cancel", "outgoing"])
        # not after a while, nor where the first one failed
        self.env.cr.execute(
            "UPDATE customer_invitation SET create_date = create_date - interval '1 h'"
            " WHERE id IN %s",
            [customer.invitation_ids._ids],
        )
        self.env.invalidate_all()
        notice = customer.action_send_welcome_mail()
        self.assertEqual(notice["tag"], "customer_onboarding.notice")

    def test_undo_while_the_mail_waits(self):
        customer = self.make_customer()
        notice = customer.action_invite()
        self.assertEqual(
            notice["params"]["message"],
            f"{customer.name} was invited at {customer.email}.",
        )
        buttons = {button["name"]: button for button in notice["params"]["buttons"]}
        self.assertEqual(list(buttons), ["Copy Link", "Undo"])
        self.env[buttons["Undo"]["call"]["model"]].browse(
            buttons["Undo"]["call"]["args"][0]
        ).action_undo_invitation()
        self.assertEqual(customer.portal_access_state, "none")
        self.assertEqual(self.queued_mails(customer).state, "cancel")
        self.assertTrue(customer.active)

    def test_undo_keeps_access_that_was_there_before(self):
        customer = self.make_customer(grant_portal_access=True)
        self.env.cr.execute(
            "UPDATE res_users SET create_date = create_date - interval '1 h'"
            " WHERE id = %s",
            [customer.user_ids.id],
        )
        self.env.invalidate_all()
        customer.action_send_welcome_mail()
        customer.action_undo_invitation()
        self.assertEqual(customer.portal_access_state, "granted")
        self.assertTrue(customer.user_ids.active)

    def test_other_contacts_of_the_customer_keep_their_access(self):
        """Undo and an invitation's button mean the one who was invited."""
        company = self.make_customer("Company")
        contact = self.make_customer("C", parent_id=company.id, **BOXES)
        self.sign_in(contact)
        company._onboard(grant_portal_access=True)
        self.env["customer.invitation"]._invite(company)
        company.action_undo_invitation()
        self.assertFalse(company.with_context(active_test=False).user_ids.active)
        self.assertTrue(contact.user_ids.active)
        company._onboard(grant_portal_access=True)
        self.env["customer.invitation"]._invite(company).action_revoke_access()
        self.assertFalse(company.with_context(active_test=False).user_ids.active)
        self.assertTrue(contact.user_ids.active)
        self.assertEqual(company.portal_access_state, "active")

    def test_undo_after_the_mail_left_is_refused(self):
        customer = self.make_customer(**BOXES)
        self.mark(customer)
        with self.assertRaisesRegex(UserError, customer.name):
            customer.action_undo_invitation()
        self.assertEqual(customer.portal_access_state, "invited")

    def test_copied_link_opens_the_account_and_is_noted(self):
        customer = self.make_customer(**BOXES)
        action = customer.invitation_ids.action_copy_link()
        url = action["params"]["url"]
        token = url.partition("token=")[2]
        found = self.env["customer.invitation"]._get_by_token(token)
        self.assertEqual(found, customer.invitation_ids)
        self.assertIn("was copied", customer.message_ids[0].body)
        self.assertNotIn(token, customer.message_ids[0].body)
        self.assertNotIn(token, str(customer.invitation_ids.read()))
        customer.action_revoke_portal_access()
        with self.assertRaisesRegex(UserError, "no longer works"):
            customer.invitation_ids.action_copy_link()

    def test_who_may_not_edit_contacts_gets_no_link(self):
        customer = self.make_customer(**BOXES)
        reader = self.env["res.users"].create({"name": "R", "login": "reader"})
        reader.group_ids = self.env.ref("base.group_user")
        for record, method in (
            (customer.invitation_ids, "action_copy_link"),
            (customer, "action_undo_invitation"),
            (customer, "action_revoke_portal_access"),
            # asks nothing, either: it would say whom mails went to
            (customer, "action_send_welcome_mail"),
        ):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(record.with_user(reader), method)()
        self.assertEqual(customer.portal_access_state, "invited")

    def test_what_the_form_tells_after_saving(self):
        seller = self.env["res.users"].create({"name": "S", "login": "seller"})
        seller.group_ids = self.env.ref("base.group_user") | self.env.ref(
            "base.group_partner_manager"
        )
        partners = self.env["res.partner"].with_user(seller)
        for boxes, sentence, buttons in (
            ({}, "A is now a customer.", []),
            (
                {"grant_portal_access": True},
                "A has portal access. No mail was sent.",
                [],
            ),
            (BOXES, "A was invited at a@a.example.", ["Copy Link", "Undo"]),
            (
                BOXES | {"email": "no address"},
                "The email of A is not an email address: no address. Correct it to "
                "give portal access or to send mails.",
                [],
            ),
            (
                BOXES | {"email": False},
                "A has no valid email address. Enter one to grant portal access.",
                [],
            ),
        ):
            with self.rolled_back():
                values = {"name": "A", "email": "a@a.example", **boxes}
                notice = partners.create(values).get_onboarding_notice()
            self.assertEqual(notice["message"], sentence)
            names = [button["name"] for button in notice["buttons"]]
            self.assertEqual(names, buttons)
        seller.group_ids |= self.env.ref("sales_team.group_sale_salesman")
        notice = partners.create({"name": "A"}).get_onboarding_notice()
        [button] = notice["buttons"]
        self.assertEqual(button["action"]["res_model"], "sale.order")

    def test_many_are_counted_and_those_left_over_can_be_opened(self):
        done = self.make_customer("Done") | self.make_customer("Too", email="b@x.com")
        stuck = self.make_customer("Stuck", email=False)
        notice = (done | stuck).action_invite()["params"]
        self.assertEqual(
            notice["message"], "2 welcome mails are on their way. 1 need attention."
        )
        [button] = notice["buttons"]
        self.assertEqual(button["action"]["res_id"], stuck.id)

    def test_cost_does_not_grow(self):
        """One query for all, whatever became of them."""
        few, many = (
            self.env["res.partner"].create(
                [
                    {"name": f"C{number}", "email": f"c{number}.{size}@example.com"}
                    | {"grant_portal_access": True}
                    for number in range(size)
                ]
            )
            for size in (2, 40)
        )
        for partners in few, many:
            self.env.flush_all()
            with self.assertQueryCount(1):
                partners._update_portal_access_state()

    def test_odoo_s_own_dialog_does_not_stand_beside_ours(self):
        actions = self.env["ir.actions.actions"].get_bindings("res.partner")["action"]
        names = [action["name"] for action in actions]
        self.assertIn("Invite to the Portal", names)
        self.assertNotIn("Grant portal access", names)
