from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

# How many are reminded in one transaction
CHUNK = 100


class CustomerInvitation(models.Model):
    """Reminders: invitations that follow one whose account was not opened."""

    _inherit = "customer.invitation"

    reminder_number = fields.Integer(
        "Reminder", help="0: the welcome mail. 1: the first reminder, and so on."
    )
    reminded_date = fields.Datetime(
        "Reminded on", help="Date on which a reminder followed this mail."
    )

    @api.model
    def _send_reminders(self):
        """Scheduled action: remind contacts who have not signed in, chunk by chunk.

        Each chunk is a transaction. Whatever ends the server: a contact either has
        its reminder in the queue, and the earlier mail is marked, or neither.
        """
        domain = self._get_reminder_domain()
        while due := self.search(domain, order="id", limit=CHUNK):
            due.reminded_date = fields.Datetime.now()
            partners = due.partner_id
            issues = partners._take_onboarding_step("_send_reminder")
            partners._show_onboarding_issues(
                {partner: issues.get(partner, False) for partner in partners}
            )
            left = self.search_count(domain)
            if not self.env["ir.cron"]._commit_progress(len(due), remaining=left):
                break
            self.env.invalidate_all()

    @api.model
    def _get_reminder_domain(self):
        """The invitations that are due for a reminder.

        Not those of archived contacts, of ended links, of who has signed in.

        :rtype: Domain
        """
        now = fields.Datetime.now()
        companies_sudo = self.env["res.company"].sudo()
        companies_sudo = companies_sudo.search([("customer_reminder", "=", True)])
        by_company = [
            Domain("company_id", "=", company.id)
            & Domain("reminder_number", "<", company.customer_reminder_max)
            & Domain(
                "sent_date", "<=", now - timedelta(days=company.customer_reminder_days)
            )
            for company in companies_sudo
        ]
        stuck = Domain("share", "=", True) & Domain("log_ids", "=", False)
        return Domain.AND(
            [
                Domain("opened_date", "=", False),
                Domain("end_reason", "=", False),
                Domain("failure_reason", "=", False),
                Domain("reminded_date", "=", False),
                Domain("partner_id.active", "=", True),
                Domain("partner_id.user_ids", "any!", stuck),
                Domain.OR(by_company),
            ]
        )

    def _remind_of(self, earlier):
        """Let these new invitations be reminders: numbered, of the same companies.

        :param earlier: the ``customer.invitation`` (sudo) whose links wait
        """
        last = {
            invitation_sudo.partner_id.id: invitation_sudo
            for invitation_sudo in earlier.sorted("id")
        }
        for invitation in self:
            before_sudo = last[invitation.partner_id.id]
            invitation.write(
                {
                    "reminder_number": before_sudo.reminder_number + 1,
                    "company_id": before_sudo.company_id.id,
                }
            )
