from odoo.addons.customer_onboarding.tests.common import PASSWORD, OnboardingCommon
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestTicketPortal(OnboardingCommon, HttpCase):
    """The page that closes a ticket by its number, whoever asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("helpdesk_mgmt.group_helpdesk_manager")
        cls.customer = cls.make_customer()
        cls.user = cls.make_portal_user(cls.customer)
        cls.stage = cls.env["helpdesk.ticket.stage"].search(
            [("closed", "=", True)], limit=1
        )
        cls.stage.close_from_portal = True
        cls.own, cls.theirs = cls.env["helpdesk.ticket"].create(
            [
                {"name": "Leak", "description": "Water", "partner_id": partner.id}
                for partner in (cls.customer, cls.make_customer("Somebody Else"))
            ]
        )

    def close(self, ticket_id):
        self.authenticate(self.user.login, PASSWORD)
        path = f"/ticket/close?ticket_id={ticket_id}&stage_id={self.stage.id}"
        return self.url_open(path)

    def test_a_customer_closes_its_own_ticket(self):
        self.close(self.own.id)
        self.assertEqual(self.own.stage_id, self.stage)

    def test_nobody_closes_a_ticket_of_others(self):
        self.assertEqual(self.close(self.theirs.id).status_code, 200)
        self.assertNotEqual(self.theirs.stage_id, self.stage)

    def test_a_ticket_of_an_area_that_is_off_stays_open(self):
        area = self.env.ref("customer_onboarding.portal_area_tickets")
        self.customer.portal_off_area_ids = area
        self.close(self.own.id)
        self.assertNotEqual(self.own.stage_id, self.stage)

    def test_numbers_of_no_ticket_lead_to_the_list(self):
        for number in ("none", self.theirs.id + 1000):
            answer = self.close(number)
            self.assertEqual(answer.status_code, 200, number)
            self.assertTrue(answer.url.endswith("/my/tickets"), answer.url)
