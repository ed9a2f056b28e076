# pylint: disable=translation-required
from odoo.addons.payment import utils as payment_utils
from odoo.exceptions import AccessError
from odoo.http import root
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools.misc import limited_field_access_token

from ..common import PASSWORD, OnboardingCommon


@tagged("post_install", "-at_install")
class TestPortalLinks(OnboardingCommon, HttpCase):
    """Document links, messages, files and mails of switched-off areas."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.user = cls.make_portal_user(cls.customer)
        cls.stranger = cls.make_portal_user(cls.make_customer("Deco Addict"))
        cls.invoice = cls.make_invoice(cls.customer)
        cls.order = cls.make_order(cls.customer, state="sale")
        cls.url = cls.invoice.get_portal_url()

    def is_open(self, url=None):
        return self.invoice.name in self.url_open(url or self.url).text

    def assert_policies(self, is_open, order_page=False):
        """Each policy lets in whom it names, once the area is off; all before.

        :param bool order_page: the page stays, and its customer sees no invoice there
        """
        for policy, signed_in, others in (
            ("keep", not order_page, True),
            ("refuse_signed_in", False, True),
            ("refuse", False, False),
        ):
            self.company.portal_document_link_policy = policy
            for login, expected in (
                (self.user.login, signed_in),
                (None, others),
                (self.stranger.login, others),
            ):
                with self.subTest(policy=policy, login=login):
                    self.authenticate(login, login and PASSWORD)
                    self.customer.portal_off_area_ids = False
                    self.assertTrue(is_open())
                    self.customer.portal_off_area_ids = self.area_invoices
                    self.assertEqual(is_open(), expected)

    def test_link_policies(self):
        """What a link opens: to the customer, a visitor, and another customer."""
        self.assert_policies(self.is_open)

    def test_printed_documents_follow_the_policy(self):
        self.assert_policies(lambda: self.is_open(f"{self.url}&report_type=html"))

    def test_a_colleague_needs_no_link(self):
        """What is off for one contact is open to who may read it without a link."""
        contacts = [
            self.make_customer(name, parent_id=self.customer.id)
            for name in ("Camille", "Robin")
        ]
        invoice = self.make_invoice(contacts[0])
        self.company.portal_document_link_policy = "refuse"
        contacts[0].portal_off_area_ids = self.area_invoices
        url = invoice.get_portal_url()
        for contact, expected in zip(contacts, (False, True), strict=True):
            self.authenticate(self.make_portal_user(contact).login, PASSWORD)
            self.assertEqual(invoice.name in self.url_open(url).text, expected)

    def test_an_order_opened_by_its_link_names_no_refused_invoice(self):
        line = self.invoice.invoice_line_ids
        line.sale_line_ids = self.order.order_line
        url = self.order.get_portal_url()
        self.assert_policies(lambda: self.is_open(url), order_page=True)

    def test_the_chatter_below_a_document_follows_the_policy(self):
        """Its messages are asked for on their own, with the token of the document."""
        asked = {
            "thread_model": self.invoice._name,
            "thread_id": self.invoice.id,
            "token": self.invoice.access_token,
        }
        self.assert_policies(
            lambda: (
                "mail.thread"
                in self.make_jsonrpc_request("/portal/chatter_init", asked)
            )
        )

    def test_rotated_links_are_dead(self):
        other = self.make_invoice(self.make_customer("Deco"))
        other_url = other.get_portal_url()
        contact = self.make_customer("Camille", parent_id=self.customer.id)
        of_contact = self.make_invoice(contact)
        file = self.env["ir.attachment"].create(
            {"name": "a.txt", "raw": b"zzfilezz", "res_model": self.invoice._name}
            | {"res_id": self.invoice.id}
        )
        file_url = (
            f"/web/content/{file.id}?access_token={file.generate_access_token()[0]}"
        )
        urls = {
            self.url: self.invoice.name,
            of_contact.get_portal_url(): of_contact.name,
        }
        urls[file_url] = "zzfilezz"
        for url, text in urls.items():
            self.assertIn(text, self.url_open(url).text)
        self.customer.action_rotate_document_links()
        for url, text in urls.items():
            self.assertNotIn(text, self.url_open(url).text)
        self.assertIn(other.name, self.url_open(other_url).text)
        self.assertTrue(self.is_open(self.invoice.get_portal_url()), "a new one")

    def test_links_are_rotated_by_who_may_change_the_customer(self):
        reader = new_test_user(self.env, "reader", "base.group_user")
        for user in reader, self.user:
            with self.assertRaises(AccessError):
                self.customer.with_user(user).action_rotate_document_links()
        self.assertTrue(self.is_open())

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
        self.assertIn("invoice_count", self.counted_before())
        self.customer.portal_off_area_ids = self.area_invoices
        after = self.make_jsonrpc_request("/my/counters", {"counters": names})
        self.assertEqual(after, before | {"invoice_count": 0})
        self.assertEqual(set(self.counted_before()), {"order_count"})

    def counted_before(self):
        """What the session remembers of the cards' counters."""
        return root.session_store.get(self.session.sid)["portal_counters"]

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
        # switches are about the portal, which employees do not need
        employee = new_test_user(self.env, "employee", "base.group_user").partner_id
        employee.portal_off_area_ids = self.area_invoices
        self.invoice.message_subscribe(employee.ids)
        self.assertIn(employee, self.notified())

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
        notification = received.notification_ids.with_user(self.user)
        about = [("mail_message_id", "in", messages.ids)]
        self.assertEqual(Message.search(domain), messages)
        self.assertEqual(notification.search(about), notification)
        records = [*messages, notification]
        for record in records:
            record.check_access("read")
        self.customer.portal_off_area_ids = self.area_invoices
        self.assertFalse(Message.search(domain))
        self.assertFalse(Message.search_count(domain))
        self.assertFalse(notification.search(about))
        for record in records:
            with self.assertRaises(AccessError):
                record.check_access("read")

    def test_found_messages_keep_their_order(self):
        """What is left of a search is in the order that was asked for."""
        messages = self.order.browse().message_ids
        for document in self.order, self.invoice, self.order:
            messages |= document.message_post(
                body="News",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=self.customer.ids,
            )
        self.customer.portal_off_area_ids = self.area_invoices
        Message = messages.browse().with_user(self.user)
        for order in "id", "id desc":
            found = Message.search([("id", "in", messages.ids)], order=order)
            expected = messages.sorted(order) - messages[1]
            self.assertEqual(found.ids, expected.ids)

    def test_a_limited_search_of_messages_is_not_short(self):
        """Messages of hidden documents do not count towards the limit."""
        messages = self.env["mail.message"]
        for document in self.order, self.invoice, self.invoice, self.order:
            messages |= document.message_post(
                body="News",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=self.customer.ids,
            )
        self.env.flush_all()
        Message = messages.browse().with_user(self.user)
        asked = [("id", "in", messages.ids)]
        newest = messages.sorted("id", reverse=True)
        found = Message.search(asked, limit=2, order="id desc")
        self.assertEqual(found.ids, newest[:2].ids)
        self.customer.portal_off_area_ids = self.area_invoices
        of_orders = newest.filtered(lambda message: message.model == "sale.order")
        found = Message.search(asked, limit=2, order="id desc")
        self.assertEqual(found.ids, of_orders.ids)
        second = Message.search(asked, limit=1, offset=1, order="id desc")
        self.assertEqual(second.ids, of_orders[1:].ids)

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
        # what is for everybody needs no token at all
        file.public = True
        self.assertIn("zzfilezz", self.url_open(f"/web/content/{file.id}").text)

    def test_files_of_ones_own_on_a_hidden_document(self):
        """Neither who uploaded a file, nor a token from then, opens it.

        Stock leaves portal users no right to read files, but an administrator may.
        """
        self.open_to_portal_users("ir.attachment")
        file = self.env["ir.attachment"].with_user(self.user).sudo()
        file = file.create({"name": "a.txt", "raw": b"zzfilezz"}).sudo(False)
        self.invoice.message_post(body="See file").attachment_ids = file
        token = file.sudo()._get_ownership_token()
        file.check_access("read")
        self.assertTrue(file._has_attachments_ownership([token]))
        self.customer.portal_off_area_ids = self.area_invoices
        with self.assertRaises(AccessError):
            file.check_access("read")
        self.assertFalse(file._has_attachments_ownership([token]))
        self.assertFalse(file.sudo()._has_attachments_ownership([token]))

    def test_a_picture_token_is_worthless(self):
        """Fields of a document are opened by tokens of their own."""
        token = limited_field_access_token(self.order, "signature", scope="binary")
        find = self.env["ir.binary"].with_user(self.user)._find_record
        asked = ("sale.order", self.order.id, token, "signature")
        self.assertEqual(find(None, *asked), self.order)
        self.customer.portal_off_area_ids = self.area_orders
        with self.assertRaises(AccessError):
            find(None, *asked)

    def test_payment_links_follow_the_policy(self):
        """A link with a signature of its own, instead of the invoice's token."""
        url = self.make_payment_link()
        self.assert_policies(lambda: self.is_open(url))

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
