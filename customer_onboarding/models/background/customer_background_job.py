from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import formatLang


class CustomerBackgroundJob(models.Model):
    """Work on so many records that nobody waits for it: batches, and how far they are.

    A room adds its kind to ``kind`` and does it in ``_do_batch``. Users start jobs by
    the buttons of that room alone, so a job does what its kind says and nothing else.
    """

    _name = "customer.background.job"
    _inherit = "customer.background.control"
    _description = "Background Job"
    _order = "id desc"

    name = fields.Char(required=True)
    # the rooms add to it
    kind = fields.Selection([], required=True)
    res_ids = fields.Json("Records", required=True)
    options = fields.Json(help="More that the kind needs to know.")
    create_uid = fields.Many2one("res.users", "Started by")
    state = fields.Selection(
        [("running", "Running"), ("stopped", "Stopped"), ("done", "Done")],
        string="Status",
        default="running",
        required=True,
        index=True,
    )
    total_count = fields.Integer("Total", readonly=True)
    done_count = fields.Integer("Done", readonly=True)
    progress = fields.Float(compute="_compute_progress", help="In percent.")
    issue = fields.Text("Why It Stopped", readonly=True)

    @api.depends("done_count", "total_count", "state")
    def _compute_progress(self):
        for job in self:
            if job.state == "done":
                job.progress = 100
            elif job.total_count:
                # more may have come since the start
                job.progress = min(100, 100 * job.done_count / job.total_count)
            else:
                job.progress = 0

    @api.model
    def _start(self, kind, name, res_ids, total_count, options=None):
        """Start a job, which goes on with the rights of the current user.

        A user who starts the same again gets the job that still runs.

        :param str kind: a value of ``kind``
        :param str name: tells users what is done to whom
        :param list[int] res_ids: ids that mean something to the kind
        :param int total_count: how much there is to do, to tell the progress by
        :param options: more that the kind needs to know, as JSON can hold it
        :rtype: customer.background.job
        """
        running = self.search(
            [
                ("kind", "=", kind),
                ("state", "=", "running"),
                ("create_uid", "=", self.env.uid),
            ]
        )
        asked = res_ids, options or False
        same = running.filtered(lambda job: (job.res_ids, job.options) == asked)
        if same:
            return same[:1]
        # sudo: users may not make up jobs, and nobody's job runs as somebody else
        job = self.sudo().create(
            {
                "name": name,
                "kind": kind,
                "res_ids": res_ids,
                "total_count": total_count,
                "options": options or False,
            }
        )
        self._get_cron()._trigger()
        return job.sudo(False)

    def action_stop(self):
        """Stop after the batch that is done at this moment; what is done stays.

        :raise UserError: the job does not run
        """
        self._check_state("running")
        self.sudo().state = "stopped"

    def action_continue(self):
        """Go on with what is left.

        :raise UserError: the job is not stopped
        """
        self._check_state("stopped")
        self.sudo().write({"state": "running", "issue": False})
        self._get_cron()._trigger()

    def _check_state(self, *states):
        """Refuse other users' jobs, too.

        :raise AccessError: it is not the user's own job, nor is this an administrator
        """
        self.check_access("read")
        return super()._check_state(*states)

    def _prepare_started_notice(self):
        """The notification that the job has started, which opens it.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "%(job)s: %(count)s records are changed in the background.",
                    job=self.name,
                    count=formatLang(self.env, self.total_count, digits=0),
                ),
                "next": self._get_form_action(),
            },
        }

    @api.model
    def _get_cron(self):
        """The scheduled action that does jobs (sudo)."""
        cron = self.env.ref("customer_onboarding.customer_background_job_cron")
        return cron.sudo()

    @api.model
    def _run(self):
        """Scheduled action: do running jobs, one after another, batch by batch.

        Each batch is a transaction. Whatever ends the server: what is done stays, and
        the job goes on with the rest.
        """
        while job := self._lock_next_job():
            done = job._run_batch()
            left = max(0, job.total_count - job.done_count)
            if job.state == "running":
                left = max(1, left)
            if not self.env["ir.cron"]._commit_progress(done, remaining=left):
                # a trigger wakes Odoo; by itself, it looks again within a minute
                self._get_cron()._trigger()
                break
            # flat memory, and whether somebody stopped it
            self.env.invalidate_all()

    def _run_batch(self):
        """Do the next batch with the rights of whoever started the job.

        :return: how much was done; 0 when nothing was left
        :rtype: int
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                done = self.with_user(self.create_uid)._do_batch()
        except UserError as error:
            # rights that were taken away, a record that is gone
            self.write({"state": "stopped", "issue": error.args[0]})
            done = 0
        else:
            self.done_count += done
            if not done:
                self.state = "done"
        self._notify_progress()
        return done

    def _do_batch(self):
        """Hook: do the next batch of a kind, in a number of queries that is constant.

        :return: how much was done; 0: nothing is left
        :rtype: int
        :raise UserError: the job cannot go on; whoever started it is told
        """
        self.ensure_one()
        return 0

    def _get_next_ids(self, limit):
        """The next of the records, for a kind that does each of them once.

        :param int limit: the most to return
        :rtype: list[int]
        """
        self.ensure_one()
        return self.sudo().res_ids[self.done_count : self.done_count + limit]

    @api.model
    def _lock_next_job(self):
        """The oldest running job, locked: whoever stops it waits for its batch.

        :rtype: customer.background.job
        """
        self.flush_model(["state"])
        query = SQL(
            "SELECT id FROM customer_background_job WHERE state = 'running'"
            " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
        )
        while (ids := self._lock_ids(query)) is None:
            pass  # somebody has just stopped it: the query asks for those that run
        return self.browse(ids)
