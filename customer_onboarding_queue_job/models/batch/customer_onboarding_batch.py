from odoo import models
from odoo.addons.customer_onboarding.models.batch.customer_onboarding_batch import CHUNK


class CustomerOnboardingBatch(models.Model):
    """Batches whose rows several workers take on at the same time, as jobs."""

    _inherit = "customer.onboarding.batch"

    def _start_work(self):
        """Queue a job for each part of the rows.

        The scheduled action stays: where no job runner is at work, it takes on the rows
        within the hour. Neither takes on a row that the other one holds.
        """
        for batch in self.sudo():
            waiting = batch.env["customer.onboarding.row"].search(
                [("batch_id", "=", batch.id), ("state", "=", "waiting")], order="id"
            )
            for start in range(0, len(waiting), CHUNK):
                ids = waiting.ids[start : start + CHUNK]
                batch.with_delay(
                    description=batch.name,
                    # pressing Start again while its jobs wait queues none twice
                    identity_key=f"{batch._name}.{batch.id}.{ids[0]}.{ids[-1]}",
                )._take_on_part(ids)

    def _take_on_part(self, ids):
        """Job: take on these rows, those of them that still wait.

        A job may run more than once, as after the death of its worker. What it did is
        committed with it, so that its rows do not wait any more.

        :param list[int] ids: of ``customer.onboarding.row``
        """
        rows = None
        while rows is None:
            if self.state != "running":
                return  # paused or cancelled meanwhile
            rows = self._lock_rows(ids)
        if rows:
            self._take_on_or_pause(rows)
        # of several last jobs, none sees that the others are done: the action does
        self._get_cron()._trigger()
