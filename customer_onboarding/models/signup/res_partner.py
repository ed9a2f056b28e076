from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import formatLang

ACTIVITY = "customer_onboarding.mail_activity_type_signup"
CLOSED = ("waiting", "refused")  # the states in which no portal area is open


class ResPartner(models.Model):
    """Customers who signed up by themselves, and what staff say about them."""

    _inherit = "res.partner"

    signup_date = fields.Datetime(
        "Signed Up on",
        readonly=True,
        copy=False,
        prefetch="customer_onboarding",
        index="btree_not_null",
        groups="base.group_user",
        help="Date on which this customer signed up without an invitation.",
    )
    signup_state = fields.Selection(
        [("waiting", "Waiting"), ("approved", "Approved"), ("refused", "Refused")],
        "Sign-Up",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="Waiting: no portal area is open until staff approve. Refused: the "
        "portal access was revoked. Empty: no approval was needed.",
    )

    @api.depends("signup_state", "commercial_partner_id.signup_state")
    def _compute_portal_effective_off_area_ids(self):
        """A sign-up that staff have not approved has all areas off."""
        return super()._compute_portal_effective_off_area_ids()

    def _get_off_areas_sql(self):
        """A sign-up that staff have not approved has all areas off."""
        return SQL(
            "%s UNION ALL SELECT partner.id, NULL FROM res_partner AS partner"
            " JOIN res_partner AS asking"
            " ON asking.id = ANY(ARRAY[partner.id, partner.commercial_partner_id])"
            " WHERE partner.id = ANY(%s) AND asking.signup_state IN %s",
            super()._get_off_areas_sql(),
            self.ids,
            CLOSED,
            to_flush=self._fields["signup_state"],
        )

    def _note_signup(self, company):
        """Note that this contact signed up, and ask staff, if the company says so.

        :param company: the ``res.company`` on whose pages it signed up
        """
        self.ensure_one()
        partner_sudo = self.sudo()
        company_sudo = company.sudo()
        partner_sudo.signup_date = fields.Datetime.now()
        if not company_sudo.customer_signup_approval:
            return
        partner_sudo.signup_state = "waiting"
        staff_sudo = company_sudo.customer_signup_user_id.filtered(
            lambda user: user.active and not user.share
        )
        staff_sudo = staff_sudo or self.env.ref("base.user_admin").sudo()
        partner_sudo = partner_sudo.with_context(lang=staff_sudo.lang)
        partner_sudo.activity_schedule(
            ACTIVITY,
            summary=partner_sudo.env._("Approve or refuse this sign-up"),
            user_id=staff_sudo.id,
        )

    def action_approve_signup(self):
        """Open the portal to sign-ups that wait, or that were refused.

        A mail tells each of them, in its language.

        :return: the notice that says what happened
        :rtype: dict
        :raise AccessError: the user may not change these contacts
        """
        return self._answer_signups(CLOSED, "approved")

    def action_refuse_signup(self):
        """Refuse sign-ups that wait: revoke their access; a mail tells each of them.

        *Approve* takes it back.

        :return: the notice that says what happened
        :rtype: dict
        :raise AccessError: the user may not change these contacts
        """
        return self._answer_signups(("waiting",), "refused")

    def _answer_signups(self, states, answer):
        """Give all sign-ups among these contacts one answer.

        :param states: which sign-ups are meant; the others stay as they are
        :param str answer: the new state: "approved" or "refused"
        :return: notice
        :rtype: dict
        :raise AccessError: the user may not change these contacts
        """
        self.check_access("write")
        asking = self.filtered(lambda partner: partner.signup_state in states)
        if not asking:
            message = self.env._("No sign-up here waits for an answer.")
            return self._prepare_notice("info", message)
        closed = asking.filtered(lambda partner: partner.signup_state == "refused")
        asking.write({"signup_state": answer})
        if answer == "approved" and closed:
            closed._onboard(grant_portal_access=True)
        # while there is an account: the mail comes from its company, which may be
        # another one than that of whoever answers
        asking._queue_signup_mails(answer)
        if answer == "refused":
            (asking | asking.child_ids)._revoke_portal_access()
        # superuser: the activity may be a colleague's
        asking.sudo().activity_unlink([ACTIVITY])
        asking._message_log_batch(
            bodies=dict.fromkeys(asking.ids, self._get_signup_sentences()[answer])
        )
        if len(asking) == 1:
            message = f"{asking.display_name}: {self._get_signup_sentences()[answer]}"
        else:
            count = formatLang(self.env, len(asking), digits=0)
            message = (
                self.env._("%s sign-ups were approved.", count)
                if answer == "approved"
                else self.env._("%s sign-ups were refused.", count)
            )
        return self._prepare_notice("success", message)

    def _grant_portal_access(self):
        """Whoever gives a refused sign-up access has thought better of it."""
        issues = super()._grant_portal_access()
        refused = self.filtered(lambda partner: partner.signup_state == "refused")
        (refused - self.browse(partner.id for partner in issues)).write(
            {"signup_state": "approved"}
        )
        return issues

    @api.model
    def _get_signup_sentences(self):
        """What the chatter and the notice say of each answer.

        :rtype: dict[str, str]
        """
        return {
            "approved": self.env._("The sign-up was approved."),
            "refused": self.env._("The sign-up was refused."),
        }

    def _queue_signup_mails(self, answer):
        """Queue the mails that tell sign-ups their answer, and have them sent soon.

        :param str answer: "approved" or "refused"
        """
        template = self.env.ref(
            f"customer_onboarding.mail_template_signup_{answer}", False
        )
        receivers = self.filtered("email")
        if template and receivers:
            template.sudo().send_mail_batch(receivers.ids)
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
