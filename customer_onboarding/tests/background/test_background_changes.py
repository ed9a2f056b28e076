from unittest.mock import patch

from odoo.tests import new_test_user

from ..common import OnboardingCommon

MODELS = "odoo.addons.customer_onboarding.models"
WIZARD = "odoo.addons.customer_onboarding.wizard.customer_permission_assign"


class TestBackgroundChanges(OnboardingCommon):
    """Permissions and padlocks of very many customers change in the background."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = new_test_user(
            cls.env,
            "staff",
            "base.group_user,base.group_partner_manager,customer_onboarding.group_user",
        )
        cls.env = cls.env(user=cls.staff)
        cls.customers = cls.env["res.partner"].browse(
            cls.make_customer(f"Customer {number}", portal_off_area_ids=False).id
            for number in range(5)
        )
        cls.jobs = cls.env["customer.background.job"]

    def at_once(self, room, *others):
        """Let two customers be the most of one transaction."""
        for name in (f"{MODELS}.{room}.customer_background_job", *others):
            self.startPatcher(patch(f"{name}.CUSTOMERS_AT_ONCE", 2))

    def run_jobs(self):
        """Do what the scheduled action does; return the numbers after each batch."""
        counts = []
        progress = type(self.env["ir.cron"])._commit_progress

        def commit(cron, done=0, **values):
            counts.append(done)
            return progress(cron, done, **values)

        with (
            patch.object(self.cr, "commit", self.cr.flush),
            patch.object(type(self.env["ir.cron"]), "_commit_progress", commit),
        ):
            self.jobs.sudo()._run()
        self.env.invalidate_all()
        return counts

    def set_permissions(self, customers):
        dialog = (
            self.env["customer.permission.assign"]
            .with_context(active_model="res.partner", active_ids=customers.ids)
            .create({"off_area_ids": self.area_invoices.ids})
        )
        return dialog.action_apply()

    def test_permissions_of_very_many(self):
        self.at_once("permission", WIZARD)
        gone, *__ = self.customers
        action = self.set_permissions(self.customers)
        self.assertFalse(self.customers.portal_off_area_ids, "not yet")
        self.assertIn("5 records", action["params"]["message"])
        job = self.jobs.browse(action["params"]["next"]["res_id"])
        self.assertEqual((job.state, job.total_count), ("running", 5))
        gone.sudo().unlink()
        self.assertEqual(self.run_jobs(), [2, 2, 1, 0])
        left = self.customers - gone
        for customer in left:
            self.assertEqual(customer.portal_off_area_ids, self.area_invoices)
        self.assertEqual((job.state, job.done_count), ("done", 5))

    def test_other_permissions_are_another_job(self):
        self.at_once("permission", WIZARD)
        job = self.set_permissions(self.customers)["params"]["next"]["res_id"]
        again = self.set_permissions(self.customers)["params"]["next"]["res_id"]
        self.assertEqual(job, again)
        dialog = (
            self.env["customer.permission.assign"]
            .with_context(active_model="res.partner", active_ids=self.customers.ids)
            .create({"off_area_ids": self.area_orders.ids})
        )
        self.assertNotEqual(dialog.action_apply()["params"]["next"]["res_id"], job)

    def test_a_stopped_job_goes_on_where_it_was(self):
        self.at_once("permission", WIZARD)
        action = self.set_permissions(self.customers)
        job = self.jobs.browse(action["params"]["next"]["res_id"])
        job.sudo()._run_batch()
        job.action_stop()
        self.assertEqual(self.run_jobs(), [])
        changed = self.customers.filtered("portal_off_area_ids")
        self.assertEqual(changed, self.customers[:2])
        job.action_continue()
        self.run_jobs()
        self.assertEqual(self.customers.filtered("portal_off_area_ids"), self.customers)

    def test_few_change_at_once(self):
        self.at_once("permission", WIZARD)
        self.set_permissions(self.customers[:2])
        self.assertEqual(self.customers[:2].portal_off_area_ids, self.area_invoices)
        self.assertFalse(self.jobs.search([]))

    def test_padlocks_of_very_many(self):
        self.at_once("language", f"{MODELS}.language.res_partner_padlock")
        for button, state in (
            ("action_lock_language", "locked"),
            ("action_unlock_language", "unlocked"),
        ):
            action = getattr(self.customers, button)()
            job = self.jobs.browse(action["params"]["next"]["res_id"])
            self.assertNotIn(state, self.customers.mapped("language_lock"))
            self.assertEqual(self.run_jobs(), [2, 2, 1, 0])
            self.assertEqual(self.customers.mapped("language_lock"), [state] * 5)
            self.assertEqual(job.state, "done")

    def test_the_notice_does_not_name_hundreds(self):
        more = self.customers | self.env["res.partner"].browse(
            self.make_customer(f"More {number}").id for number in range(2)
        )
        message = more.action_lock_language()["params"]["message"]
        self.assertEqual(
            message,
            "The language of Customer 0, Customer 1, Customer 2, Customer 3, "
            "Customer 4 and 2 others is locked.",
        )
