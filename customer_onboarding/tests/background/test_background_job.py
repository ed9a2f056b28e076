from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from ..common import OnboardingCommon

MODULE = "odoo.addons.customer_onboarding.models.link.res_partner"


class TestBackgroundJob(OnboardingCommon):
    """Links of many documents end in batches, of which a job tells how far it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.contact = cls.make_customer("Camille", parent_id=cls.customer.id)
        cls.staff = new_test_user(
            cls.env, "staff", "base.group_partner_manager,base.group_user"
        )
        cls.jobs = cls.env["customer.background.job"]

    @classmethod
    def make_documents(cls, count):
        """Quotations and invoices of the customer and its contact, with links."""
        documents = []
        for number in range(count):
            partner = (cls.customer, cls.contact)[number % 2]
            if number % 4 < 2:
                documents.append(cls.make_order(partner))
            else:
                documents.append(cls.make_invoice(partner, post=False))
            documents[-1]._portal_ensure_token()
        return documents

    def rotate(self, at_once):
        """Press the button as staff, with a limit of links for one transaction."""
        rotate = type(self.customer)._rotate_document_links
        self.startPatcher(
            patch.object(
                type(self.customer),
                "_rotate_document_links",
                lambda partners, limit=at_once: rotate(partners, limit),
            )
        )
        self.startPatcher(patch(f"{MODULE}.LINKS_AT_ONCE", at_once))
        return self.customer.with_user(self.staff).action_rotate_document_links()

    def run_jobs(self):
        """Do what the scheduled action does."""
        with patch.object(self.cr, "commit", self.cr.flush):
            self.jobs.sudo()._run()

    def left(self, documents):
        return [document for document in documents if document.access_token]

    def test_few_end_at_once(self):
        documents = self.make_documents(6)
        other = self.make_order(self.make_customer("Deco"))
        other._portal_ensure_token()
        action = self.rotate(10)
        self.assertIn("6 documents", action["params"]["message"])
        self.assertEqual(action["params"]["type"], "success")
        self.assertNotIn("next", action["params"])
        self.assertFalse(self.left(documents))
        self.assertTrue(other.access_token)
        self.assertFalse(self.jobs.search([]))
        self.assertIn("rotated", self.customer.message_ids[0].body)

    def test_nothing_to_rotate(self):
        before = self.customer.message_ids
        action = self.rotate(10)
        self.assertEqual(action["params"]["type"], "info")
        self.assertIn("no links", action["params"]["message"])
        self.assertEqual(self.customer.message_ids, before)

    def test_files_of_documents_without_a_link(self):
        order = self.make_order(self.customer)
        file = self.env["ir.attachment"].create(
            {"name": "a.txt", "raw": b"a", "res_model": order._name}
            | {"res_id": order.id}
        )
        file.generate_access_token()
        action = self.rotate(10)
        self.assertFalse(file.access_token)
        self.assertIn("1 document", action["params"]["message"])

    def test_many_end_in_the_background(self):
        documents = self.make_documents(12)
        action = self.rotate(5)
        self.assertEqual(len(self.left(documents)), 7)
        job = self.jobs.browse(action["params"]["next"]["res_id"])
        self.assertEqual(job.with_user(self.staff).state, "running")
        self.assertEqual(job.total_count, 7)
        self.assertIn(self.customer.name, job.name)
        again = self.customer.with_user(self.staff).action_rotate_document_links()
        self.assertEqual(len(self.left(documents)), 2)
        self.assertEqual(again["params"]["next"]["res_id"], job.id)
        self.run_jobs()
        self.assertFalse(self.left(documents))
        self.assertEqual((job.state, job.done_count, job.progress), ("done", 2, 100))
        self.assertEqual(job.create_uid, self.staff)

    def test_a_job_is_stopped_and_goes_on(self):
        documents = self.make_documents(12)
        job = self.jobs.browse(self.rotate(5)["params"]["next"]["res_id"])
        job = job.with_user(self.staff)
        job.action_stop()
        self.run_jobs()
        self.assertEqual(len(self.left(documents)), 7)
        with self.assertRaisesRegex(UserError, "status Stopped"):
            job.action_stop()
        job.action_continue()
        self.run_jobs()
        self.assertFalse(self.left(documents))

    def test_a_job_without_rights_stops_and_says_why(self):
        documents = self.make_documents(12)
        job = self.jobs.browse(self.rotate(5)["params"]["next"]["res_id"])
        self.staff.group_ids -= self.env.ref("base.group_partner_manager")
        self.run_jobs()
        self.assertEqual(job.state, "stopped")
        self.assertIn("Contact", job.issue)
        self.assertEqual(len(self.left(documents)), 7)

    def test_jobs_are_their_users_own(self):
        self.make_documents(12)
        job = self.jobs.browse(self.rotate(5)["params"]["next"]["res_id"])
        other = new_test_user(self.env, "other", "base.group_partner_manager")
        for name in "action_stop", "action_continue":
            with self.assertRaises(AccessError):
                getattr(job.with_user(other), name)()
        for values in {"name": "Mine"}, {"res_ids": []}:
            with self.assertRaises(AccessError):
                job.with_user(self.staff).write(values)
        with self.assertRaises(AccessError):
            self.jobs.with_user(self.staff).create(
                {"name": "Mine", "kind": "rotate_links", "res_ids": [1]}
            )
