from odoo.addons.payment import utils as payment_utils
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import PASSWORD, OnboardingCommon


@tagged("post_install", "-at_install")
class TestPortalLinks(OnboardingCommon, HttpCase):
    """Document links, messages, files and mails of switched-off areas."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.user = cls.make_portal_user(cls.customer)
        cls.invoice = cls.make_invoice(cls.customer)
        cls.order = cls.make_order(cls.customer, state="sale")
        cls.url = cls.invoice.get_portal_url()

    def is_open(self, url=None):
        return self.invoice.name in self.url_open(url or self.url).text

    def assert_policies(self, url):
        """Each policy lets in whom it names, once the area is off; all before."""
        for policy, signed_in, visitor in (
            ("keep", True, True),
            ("refuse_signed_in", False, True),
            ("refuse", False, False),
        ):
            with self.subTest(policy=policy):
                self.company.portal_document_link_policy = policy
                for login, expected in ((self.user.login, signed_in), (None, visitor)):
                    self.authenticate(login, login and PASSWORD)
                    self.customer.portal_off_area_ids = False
                    self.assertTrue(self.is_open(url))
                    self.customer.portal_off_area_ids = self.area_invoices
                    self.assertEqual(self.is_open(url), expected)

    def test_link_policies(self):
        """What a link opens: to the customer signed in, and to a visitor."""
        self.assert_policies(self.url)

    def test_rotated_links_are_dead(self):
        other = self.make_invoice(self.make_customer("Deco"))
        other_url = other.get_portal_url()
        self.assertTrue(self.is_open())
        self.customer.action_rotate_document_links()
        self.assertFalse(self.is_open())
        self.assertIn(other.name, self.url_open(other_url).text)
        self.assertTrue(self.is_open(self.invoice.get_portal_url()), "a new one")

    def test_previous_and_next_forget_hidden_documents(self):
        newer = self.make_order(self.customer, state="sale")
        self.authenticate(self.user.login, PASSWORD)
        self.url_open("/my/orders")
        page = f"/my/orders/{self.order.id}"
        self.assertIn(f"/my/orders/{newer.id}", self.url_open(page).text)
        newer.state = "cancel"
        self.customer.portal_off_area_ids = self.area_quotations
        self.assertNotIn(f"/my/orders/{newer.id}", self.url_open(page).text)

    def test_counters_of_an_open_session_are_forgotten(self):
        self.authenticate(self.user.login, PASSWORD)
        names = ["invoice_count", "order_count"]
        before = self.make_jsonrpc_request("/my/counters", {"counters": names})
        self.assertTrue(before["invoice_count"])
        self.customer.portal_off_area_ids = self.area_invoices
        after = self.make_jsonrpc_request("/my/counters", {"counters": names})
        self.assertEqual(after, before | {"invoice_count": 0})

    def notified(self, **values):
        message = self.invoice.message_post(
            body="About your invoice",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            **values,
        )
        return message.notified_partner_ids

    def test_followers_are_not_mailed_about_a_hidden_document(self):
        self.invoice.message_subscribe(self.customer.ids)
        self.assertIn(self.customer, self.notified())
        self.customer.portal_off_area_ids = self.area_invoices
        self.assertNotIn(self.customer, self.notified())
        addressed = self.notified(partner_ids=self.customer.ids)
        self.assertIn(self.customer, addressed, "staff addressed them")

    def test_messages_to_and_from_the_customer_are_hidden(self):
        received = self.invoice.message_post(
            body="Received",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.customer.ids,
            message_type="comment",
        )
        sent = (
            self.invoice.with_user(self.user)
            .sudo()
            .message_post(
                body="Sent",
                subtype_xmlid="mail.mt_comment",
                message_type="comment",
                author_id=self.customer.id,
            )
        )
        messages = (received | sent).with_user(self.user)
        Message = messages.browse()
        domain = [("id", "in", messages.ids)]
        self.assertEqual(Message.search(domain), messages)
        self.customer.portal_off_area_ids = self.area_invoices
        self.assertFalse(Message.search(domain))
        self.assertFalse(Message.search_count(domain))
        for message in messages:
            with self.assertRaises(AccessError):
                message.check_access("read")

    def test_a_harvested_file_token_is_worthless(self):
        """An invoice's message carries files that name no document of their own."""
        file = self.env["ir.attachment"].create({"name": "a.txt", "raw": b"zzfilezz"})
        message = self.invoice.message_post(body="See file")
        message.attachment_ids = file
        file.write({"res_model": False, "res_id": 0})
        token = file.generate_access_token()[0]
        url = f"/web/content/{file.id}?access_token={token}"
        self.authenticate(self.user.login, PASSWORD)
        self.assertIn("zzfilezz", self.url_open(url).text)
        self.customer.portal_off_area_ids = self.area_invoices
        self.assertNotIn("zzfilezz", self.url_open(url).text)

    def test_names_and_numbers_on_other_records(self):
        line = self.invoice.invoice_line_ids
        line.sale_line_ids = self.order.order_line
        order = self.order.with_user(self.user)
        Order = order.browse()
        self.env.invalidate_all()
        self.assertEqual(order.read(["invoice_count"])[0]["invoice_count"], 1)
        self.customer.portal_off_area_ids = self.area_invoices
        self.assertFalse(order.read(["invoice_count"])[0]["invoice_count"])
        for asked in (
            lambda: Order.search([("invoice_status", "=", "invoiced")]),
            lambda: Order.search([], order="amount_to_invoice desc"),
            lambda: Order.formatted_read_group([], ["invoice_status"], ["__count"]),
        ):
            with self.assertRaises(AccessError):
                asked()
        self.authenticate(self.user.login, PASSWORD)
        page = f"/my/orders/{self.order.id}"
        self.assertFalse(self.is_open(page))
        self.customer.portal_off_area_ids = False
        self.assertTrue(self.is_open(page))

    def test_payment_links_follow_the_policy(self):
        """A link with a signature of its own, instead of the invoice's token."""
        self.assert_policies(self.make_payment_link())

    def make_payment_link(self):
        partner, currency = self.invoice.partner_id, self.invoice.currency_id
        signed = (partner.id, 100.0, currency.id)
        token = payment_utils.generate_access_token(*signed, env=self.env)
        return (
            f"/payment/pay?invoice_id={self.invoice.id}&amount=100.0"
            f"&access_token={token}"
        )

    def test_a_printed_invoice_hides_the_number_of_a_hidden_order(self):
        self.invoice.invoice_origin = self.order.name
        self.authenticate(self.user.login, PASSWORD)
        url = f"/my/invoices/{self.invoice.id}?report_type=html"
        self.assertIn(self.order.name, self.url_open(url).text)
        self.customer.portal_off_area_ids = self.area_orders
        page = self.url_open(url).text
        self.assertIn(self.invoice.name, page)
        self.assertNotIn(self.order.name, page)
