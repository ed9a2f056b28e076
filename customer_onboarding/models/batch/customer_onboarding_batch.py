from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# Rows that are taken on in one transaction
CHUNK = 50
# Rows that are looked at in one go
PART = 500


class CustomerOnboardingBatch(models.Model):
    """Many customers, taken on in the background: a list of rows, and how far it is."""

    _name = "customer.onboarding.batch"
    _inherit = "customer.background.control"
    _description = "Onboarding of Many Customers"
    _order = "id desc"

    name = fields.Char(
        required=True,
        default=lambda self: self._default_name(),
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    create_uid = fields.Many2one("res.users", "Created by")
    row_ids = fields.One2many("customer.onboarding.row", "batch_id", "Rows")
    grant_portal_access = fields.Boolean(
        default=True, help="Create a portal user for each customer to be invited."
    )
    send_welcome_mail = fields.Boolean(
        default=True, help="Send the welcome mail to each customer to be invited."
    )
    update_existing = fields.Boolean(
        "Update Existing Customers",
        help="Customers with an email address of the list are changed to what the row "
        "says. Otherwise they are left alone.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("running", "Running"),
            ("paused", "Paused"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    start_date = fields.Datetime("Started on", copy=False)
    start_count = fields.Integer(
        "Left at the Start",
        readonly=True,
        copy=False,
        help="Rows that were waiting when the work was started, or went on.",
    )
    row_count = fields.Integer("Number of Rows", compute="_compute_counts")
    done_count = fields.Integer("Done", compute="_compute_counts")
    failed_count = fields.Integer("Failed", compute="_compute_counts")
    left_count = fields.Integer("Left", compute="_compute_counts")
    problem_count = fields.Integer("Rows with a Problem", compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts", help="In percent.")
    time_left = fields.Char(compute="_compute_time_left")

    issue = fields.Text("Why It Paused", readonly=True, copy=False)

    @api.model
    def _default_name(self):
        """The date and time, as the user's clock has them."""
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        return self.env._("Customers of %(date)s", date=now.strftime("%Y-%m-%d %H:%M"))

    @api.depends("row_ids.state", "row_ids.verdict")
    def _compute_counts(self):
        # on a form that is being edited, a batch is new, and its origin is counted
        counts = {batch._origin.id: {} for batch in self}
        groups = self.env["customer.onboarding.row"]._read_group(
            [("batch_id", "in", self.ids)],
            ["batch_id", "state", "verdict"],
            ["__count"],
        )
        for batch, state, verdict, count in groups:
            found = counts[batch.id]
            found[state] = found.get(state, 0) + count
            if state == "waiting" and verdict == "wrong":
                found["wrong"] = found.get("wrong", 0) + count
        for batch in self:
            found = dict(counts[batch._origin.id])
            batch.problem_count = found.pop("wrong", 0)
            batch.row_count = sum(found.values())
            batch.left_count = found.get("waiting", 0)
            batch.failed_count = found.get("failed", 0)
            batch.done_count = found.get("done", 0) + found.get("skipped", 0)
            taken = batch.row_count - batch.left_count
            batch.progress = 100 * taken / batch.row_count if batch.row_count else 0

    @api.depends("state", "start_date", "start_count", "left_count")
    def _compute_time_left(self):
        """How long the rest takes, if it goes on as since the start.

        What was done before a pause or before *Retry* does not count.
        """
        for batch in self:
            batch.time_left = False
            taken = batch.start_count - batch.left_count
            if batch.state == "running" and taken > 0 and batch.start_date:
                since = (fields.Datetime.now() - batch.start_date).total_seconds()
                minutes, seconds = divmod(int(since / taken * batch.left_count), 60)
                batch.time_left = f"{minutes}:{seconds:02}"

    def action_import(self):
        """Open Odoo's import screen, to fill this batch from a file."""
        self.ensure_one()
        self._check_state("draft")
        return {
            "type": "ir.actions.client",
            "tag": "import",
            "name": self.env._("Import Customers"),
            "params": {
                "active_model": "customer.onboarding.row",
                "context": {"default_batch_id": self.id},
            },
        }

    def action_check(self):
        """Say anew of each row what will become of it."""
        self.check_access("write")
        for rows in self._get_parts("waiting"):
            rows._check()

    def action_start(self):
        """Take the rows on in the background, or go on after a pause.

        :raise UserError: there is nothing to do
        """
        self._check_state("draft", "paused")
        for batch in self:
            if not batch.left_count:
                raise UserError(
                    self.env._(
                        "No row of %(batch)s is waiting. Import a file, or select "
                        "customers in the list and choose Onboard Many.",
                        batch=batch.name,
                    )
                )
            batch.start_count = batch.left_count
        self.write(
            {"state": "running", "issue": False, "start_date": fields.Datetime.now()}
        )
        self._start_work()

    def action_pause(self):
        """Stop after the rows that are being taken on at this moment."""
        self._check_state("running")
        self.state = "paused"

    def action_cancel(self):
        """Stop for good; what is done stays."""
        self._check_state("draft", "running", "paused")
        self.state = "cancelled"

    def action_retry(self):
        """Take the failed rows on once more, and no others."""
        self._check_state("done", "cancelled", "paused")
        for rows in self._get_parts("failed"):
            rows.write({"state": "waiting", "issue": False})
            rows._check()
        self.state = "paused"
        self.action_start()

    def _get_parts(self, state):
        """The rows of a state, in parts of which one is in memory at a time.

        :param str state: of the rows, at the beginning
        :return: ``customer.onboarding.row`` records
        :rtype: Iterator
        """
        rows = self.env["customer.onboarding.row"]
        ids = rows.search([("batch_id", "in", self.ids), ("state", "=", state)]).ids
        for start in range(0, len(ids), PART):
            yield rows.browse(ids[start : start + PART])
            self.env.flush_all()
            self.env.invalidate_all()

    def action_view_rows(self):
        """Open the rows as a list, to search and to export."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_onboarding.customer_onboarding_row_action"
        )
        return action | {
            "domain": [("batch_id", "=", self.id)],
            "context": {"default_batch_id": self.id},
        }

    def _check_state(self, *states):
        """Refuse who may not change the batch, too.

        :raise AccessError: the user may not
        """
        self.check_access("write")
        return super()._check_state(*states)

    @api.model
    def _get_cron(self):
        """The scheduled action that takes rows on (sudo)."""
        return self.env.ref("customer_onboarding.customer_onboarding_cron").sudo()

    @api.model
    def _run(self):
        """Scheduled action: take on the rows of running batches, chunk by chunk.

        Each chunk is a transaction. Whatever ends the server: a row is either done,
        with its customer and queued mail, or waiting as before.
        """
        busy = self.browse()
        while batch := self.search(
            [("state", "=", "running"), ("id", "not in", busy.ids)], order="id", limit=1
        ):
            rows = batch._lock_rows()
            if rows is None:
                continue  # the batch may have been paused since
            batch._take_on_or_pause(rows)
            left = batch.left_count
            if not rows and left:
                # other processes are at the last rows
                busy |= batch
                continue
            if not self.env["ir.cron"]._commit_progress(len(rows), remaining=left):
                # a trigger wakes Odoo; by itself, it looks again within a minute
                self._get_cron()._trigger()
                break
            # flat memory, and whether somebody paused
            self.env.invalidate_all()

    def _start_work(self):
        """Hook: have the rows of these batches taken on in the background."""
        self._get_cron()._trigger()

    def _take_on_or_pause(self, rows):
        """Take on the next rows; pause the batch if that is not allowed.

        :param rows: ``customer.onboarding.row`` records
        """
        try:
            with self.env.cr.savepoint():
                self._take_on(rows)
        except UserError as error:
            # rights of whoever started it, as of a company: others need not wait
            self.write({"state": "paused", "issue": error.args[0]})
        self._notify_progress()

    def _take_on(self, rows):
        """Take on the next rows with the rights of whoever created the batch.

        :param rows: ``customer.onboarding.row`` records; none, and none is left: the
            batch is done
        """
        if not rows:
            if not self.left_count:
                self.state = "done"
            return
        rows = rows.with_user(self.create_uid).with_company(self.company_id)
        rows.check_access("write")
        rows._take_on()

    def _lock_rows(self, ids=None):
        """The next rows, which no other process takes on at the same time.

        :param list[int] ids: of these alone
        :return: at most CHUNK ``customer.onboarding.row``; None where another process
            has just taken on one of them, see ``_lock_ids``
        """
        rows = self.env["customer.onboarding.row"]
        rows.flush_model(["batch_id", "state"])
        row_ids = self._lock_ids(
            SQL(
                "SELECT id FROM customer_onboarding_row WHERE batch_id = %s"
                " AND state = 'waiting' AND %s ORDER BY id LIMIT %s"
                " FOR UPDATE SKIP LOCKED",
                self.id,
                SQL("TRUE") if ids is None else SQL("id = ANY(%s)", ids),
                CHUNK,
            )
        )
        return None if row_ids is None else rows.browse(row_ids)
