from odoo.addons.customer_onboarding.models.batch import customer_onboarding_batch
from odoo.addons.customer_onboarding.tests.common import OnboardingCommon
from odoo.addons.queue_job.job import Job
from odoo.tests import tagged

ROWS = 7


@tagged("post_install", "-at_install")
class TestOnboardManyJobs(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.batch = cls.env["customer.onboarding.batch"].create({})
        cls.rows = cls.env["customer.onboarding.row"].create(
            [
                {
                    "batch_id": cls.batch.id,
                    "name": f"Customer {number}",
                    "email": f"c{number}@example.com",
                }
                for number in range(ROWS)
            ]
        )

    def setUp(self):
        super().setUp()
        for module in (
            customer_onboarding_batch,
            self.env["customer.onboarding.batch"]._start_work.__globals__,
        ):
            self.patch_chunk(module)

    def patch_chunk(self, module):
        """Let three rows be a part."""
        if isinstance(module, dict):
            before = module["CHUNK"]
            module["CHUNK"] = 3
            self.addCleanup(module.__setitem__, "CHUNK", before)
        else:
            self.patch(module, "CHUNK", 3)

    def start(self):
        """Start the batch; its jobs."""
        jobs_sudo = self.env["queue.job"].sudo()
        before_sudo = jobs_sudo.search([])
        self.batch.action_start()
        return (jobs_sudo.search([]) - before_sudo).sorted("id")

    def perform(self, jobs):
        for job in jobs:
            Job.load(self.env, job.uuid).perform()

    def states(self):
        return self.rows.mapped("state")

    def test_jobs_take_on_all_rows_once(self):
        jobs = self.start()
        self.assertEqual(len(jobs), 3)
        self.assertEqual(set(jobs.mapped("channel")), {"root.customer_onboarding"})
        # at least once: as often as they like
        self.perform(jobs + jobs)
        self.assertEqual(self.states(), ["done"] * ROWS)
        customers = self.env["res.partner"].search(
            [("email", "in", self.rows.mapped("email"))]
        )
        self.assertEqual(len(customers), ROWS)
        self.assertEqual(len(customers.user_ids), ROWS)
        self.assertEqual(len(customers.invitation_ids), ROWS)

    def test_the_last_one_closes_the_batch(self):
        self.perform(self.start())
        self.assertEqual(self.batch.state, "running")
        self.patch(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda cron, processed=0, **kwargs: 60,
        )
        self.batch._run()
        self.assertEqual(self.batch.state, "done")

    def test_a_paused_batch_leaves_its_jobs_nothing(self):
        jobs = self.start()
        self.perform(jobs[:1])
        self.batch.action_pause()
        self.perform(jobs[1:])
        self.assertEqual(self.states().count("done"), 3)
        # start again: those that wait in the queue are not queued twice
        again = self.start()
        self.assertLessEqual(len(again), 2)
        self.perform(jobs + again)
        self.assertEqual(self.states(), ["done"] * ROWS)

    def test_a_job_whose_rows_another_process_took_on_asks_again(self):
        jobs = self.start()
        lock = type(self.batch)._lock_ids
        conflicts = [self.batch.action_pause, lambda: None]

        def lock_ids(batches, query):
            return conflicts.pop()() if conflicts else lock(batches, query)

        self.patch(type(self.batch), "_lock_ids", lock_ids)
        self.perform(jobs[0])
        self.assertEqual(self.states().count("done"), 0, "it was paused meanwhile")
        self.batch.action_start()
        conflicts.append(lambda: None)
        self.perform(jobs[0])
        self.assertEqual(self.states().count("done"), 3)

    def test_the_scheduled_action_and_jobs_share_the_rows(self):
        jobs = self.start()
        self.perform(jobs[1])
        self.batch._take_on_or_pause(self.batch._lock_rows())
        self.perform(jobs)
        self.assertEqual(self.states(), ["done"] * ROWS)
        emails = self.rows.mapped("email")
        found = self.env["res.partner"].search_count([("email", "in", emails)])
        self.assertEqual(found, ROWS)
