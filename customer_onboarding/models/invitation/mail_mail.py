import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

from odoo import fields, models

# As ``customer.invitation.welcome_url`` has it
PLACEHOLDER = re.compile(r"/clients/welcome\?(invitation=(\d+))")
# Key of the context: ids of the mails of a run that left, to be deleted after it
SENT = "customer_onboarding_sent_mails"
# Key of the context: ids of the mails of a run of which it is known what became
SETTLED = "customer_onboarding_settled_mails"
# Minutes until the next attempt, after each attempt that a later one may better
WAITS = (2, 10, 30, 120, 480, 1440)
# Replies of mail servers that ask to come back later, as smtplib's errors read
COME_BACK = re.compile(r"\(4\d\d, b")


class MailMail(models.Model):
    """Welcome mails: the secret of their link, and what became of them."""

    _inherit = "mail.mail"

    def _get_outgoing_secrets(self, body, address):
        """Fill in the tokens of welcome links, in the contact's own copy.

        Whoever wrote the mail and put the placeholder into it: the token goes to the
        invited contact's address alone.
        """
        secrets = super()._get_outgoing_secrets(body, address)
        found = dict(PLACEHOLDER.findall(body))
        invitations_sudo = self.env["customer.invitation"].sudo()
        invitations_sudo = invitations_sudo.browse(map(int, found.values())).exists()
        for invitation_sudo in invitations_sudo:
            if (
                invitation_sudo.partner_id.email_normalized == address
                and invitation_sudo._is_link_alive()
            ):
                token = invitation_sudo._generate_token()
                secrets[f"invitation={invitation_sudo.id}"] = f"token={token}"
        return secrets

    def _send(self, *args, **kwargs):
        """Delete the welcome mails that left at the end of the run, all at once.

        Odoo deletes each mail, with its message, before it sends the next one.
        """
        sent_ids, settled_ids = [], []
        mails = self.with_context(**{SENT: sent_ids, SETTLED: settled_ids})
        try:
            result = super(MailMail, mails)._send(*args, **kwargs)
        except SMTPServerDisconnected as error:
            mails._settle_dropped(settled_ids, error)
            self.browse(sent_ids).exists().unlink()
            raise
        self.browse(sent_ids).exists().unlink()
        return result

    def _settle_dropped(self, settled_ids, error):
        """Have the mail sent again at which the mail server dropped the line.

        Odoo ends the run there: it says of that mail neither what happened nor that
        it failed, and the mails after it wait for the next run.

        :param list settled_ids: ids of the mails before it
        :param SMTPServerDisconnected error: what the mail server said
        """
        dropped = self.filtered(
            lambda mail: (
                mail.model == "customer.invitation"
                and mail.state == "exception"
                and mail.id not in settled_ids
            )
        )
        if dropped:
            reason = str(error)
            dropped.write({"failure_reason": reason, "failure_type": "mail_smtp"})
            dropped._note_failure(reason, "mail_smtp")
        # not now: a trigger of this very moment ends with the run
        soon = fields.Datetime.now() + timedelta(minutes=1)
        cron_sudo = self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()
        cron_sudo._trigger(at=soon)

    def _note_failure(self, reason, failure_type):
        """Tell the invitations why these mails failed, and try again later.

        Odoo leaves a mail that failed to a person. Ours come back by themselves where
        a later attempt may do better, some times, with growing waits between.

        :param str reason: what the mail server said, the same for all
        :param str failure_type: as of ``mail.mail``
        """
        invitations_sudo = self._get_invitations()
        invitations_sudo._mark_failed(reason)
        invitations_sudo._show_failure()
        if failure_type != "mail_smtp" and not COME_BACK.search(reason or ""):
            return
        triggers = []
        for attempts, again_sudo in invitations_sudo.grouped("attempts").items():
            if attempts > len(WAITS):
                continue
            at = fields.Datetime.now() + timedelta(minutes=WAITS[attempts - 1])
            again_sudo.retry_date = at
            again_sudo.mail_id.write({"state": "outgoing", "scheduled_date": at})
            triggers.append(at)
        if triggers:
            cron_sudo = self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()
            cron_sudo._trigger(at=triggers)

    def _get_invitations(self):
        """The invitations that these mails are of (sudo)."""
        invitations_sudo = self.env["customer.invitation"].sudo()
        return invitations_sudo.search([("mail_id", "in", self.ids)])

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Note on the invitations whether their mail went out."""
        # before super(), which deletes sent mails
        ours = self.filtered(lambda mail: mail.model == "customer.invitation")
        if ours:
            if failure_type or ours[0].state == "exception":
                # where there is no connection, Odoo tells the mails alone why
                reason = failure_reason or ours[0].failure_reason
                ours._note_failure(reason, failure_type)
            else:
                ours._get_invitations()._mark_sent()
            self.env.context.get(SETTLED, []).extend(ours.ids)
        sent_ids = self.env.context.get(SENT)
        if sent_ids is not None and not failure_type:
            # those that Odoo would have nothing to do for but to delete them
            gone = ours.filtered(lambda mail: mail.auto_delete)
            gone -= gone.filtered("is_notification")
            sent_ids.extend(gone.ids)
            self -= gone
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
