from datetime import timedelta

from odoo import api, fields, models

# What the state of a contact depends on
ACCESS_FIELDS = ("opened_date", "failure_reason", "end_reason", "is_expired")


class CustomerInvitation(models.Model):
    """One welcome mail to one contact: when it went out, and what became of it."""

    _name = "customer.invitation"
    _description = "Customer Invitation"
    _order = "create_date desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Contact", required=True, index=True, ondelete="cascade"
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id",
        string="Customer",
        store=True,
        index=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    email = fields.Char(required=True, help="Address the mail was sent to.")
    create_uid = fields.Many2one("res.users", "Sent by")
    create_date = fields.Datetime("Requested on")
    mail_id = fields.Many2one(
        "mail.mail", groups="base.group_system", ondelete="set null", index=True
    )
    sent_date = fields.Datetime("Sent on")
    opened_date = fields.Datetime(
        "Account opened on",
        help="Date on which the contact set a password with the mail's link.",
    )
    failure_reason = fields.Text()
    attempts = fields.Integer("Failed Attempts")
    retry_date = fields.Datetime(
        "Next Attempt",
        help="Date on which the mail is sent again. Empty: not by itself.",
    )
    end_reason = fields.Selection(
        [
            ("replaced", "Replaced"),
            ("email_changed", "Email Changed"),
            ("revoked", "Access Revoked"),
        ],
        string="Link Ended By",
        help="Reason why the link of this welcome mail no longer works. Replaced: a "
        "newer welcome mail was sent. Email Changed: the contact has another email "
        "address. Access Revoked: the contact no longer has portal access.",
    )
    state = fields.Selection(
        [
            ("to_send", "To Send"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("opened", "Account Opened"),
            ("expired", "Link Expired"),
            ("replaced", "Replaced"),
            ("email_changed", "Email Changed"),
            ("revoked", "Access Revoked"),
        ],
        string="Status",
        compute="_compute_state",
        store=True,
    )
    welcome_url = fields.Char(
        "Link",
        compute="_compute_welcome_url",
        groups="base.group_system",
        help="Link of the welcome mail without its secret, which is added when the "
        "mail leaves. Empty without portal access.",
    )
    login = fields.Char(
        compute="_compute_login",
        help="Login of the contact. Without portal access: the email address.",
    )

    @api.depends("sent_date", *ACCESS_FIELDS)
    def _compute_state(self):
        for invitation in self:
            if invitation.opened_date:
                invitation.state = "opened"
            elif invitation.end_reason:
                invitation.state = invitation.end_reason
            elif invitation.failure_reason:
                invitation.state = "failed"
            elif invitation.is_expired:
                invitation.state = "expired"
            else:
                invitation.state = "sent" if invitation.sent_date else "to_send"

    def _compute_welcome_url(self):
        """Link to the page where the contact sets a password, in its language.

        The mail's text is stored where staff read it. So the link carries no secret:
        it names the invitation, and ``mail.mail`` puts the token in its place.
        """
        for invitation in self:
            user_sudo = invitation._get_user()
            if not user_sudo:
                invitation.welcome_url = False
                continue
            path = "/clients/login"
            if not user_sudo.login_date:
                path = f"/clients/welcome?invitation={invitation.id}"
            invitation.welcome_url = invitation.partner_id._get_portal_url(
                path, invitation.company_id
            )

    def _compute_login(self):
        for invitation in self:
            invitation.login = invitation._get_user().login or invitation.email

    def _get_user(self):
        """The contact's portal user, if it has one that is active.

        :rtype: res.users (sudo)
        """
        self.ensure_one()
        return self.partner_id.sudo().user_ids.filtered("share")[:1]

    @api.model_create_multi
    def create(self, vals_list):
        """Note on the contacts that they are invited."""
        invitations = super().create(vals_list)
        invitations.partner_id._update_portal_access_state()
        return invitations

    def write(self, vals):
        """Note on the contacts what became of their invitations."""
        changes = [name for name in ACCESS_FIELDS if name in vals]
        changed = self.filtered(
            lambda invitation: any(invitation[name] != vals[name] for name in changes)
        )
        result = super().write(vals)
        changed.partner_id._update_portal_access_state()
        return result

    def unlink(self):
        """Note on the contacts that these invitations are gone."""
        partners = self.partner_id
        result = super().unlink()
        partners._update_portal_access_state()
        return result

    def action_resend(self):
        """Send the welcome mail once more, as an invitation of its own."""
        return self.partner_id.action_send_welcome_mail()

    @api.model
    def _invite(self, partners, reminder=False):
        """Queue welcome mails to contacts, each in its own language, all at once.

        The mail queue sends it: neither a slow nor a broken mail server holds up
        whoever saves the customer.

        :param partners: the ``res.partner`` records to write to; each has a valid
            email address
        :param bool reminder: remind them of the account that they have not opened
        :return: the new invitations
        :raise UserError: a template has been deleted, or has a mistake
        """
        if not partners:
            return self.browse()
        waiting_sudo = self._get_waiting(partners)
        invitations = self.create(
            [
                {
                    "partner_id": partner.id,
                    "email": partner.email,
                    "company_id": partner._get_portal_company().id,
                }
                for partner in partners
            ]
        )
        if reminder:
            invitations._remind_of(waiting_sudo)
        invitations._queue_welcome_mails()
        # not by a mail that could not be written
        written = invitations.filtered(lambda invitation: not invitation.failure_reason)
        waiting_sudo.filtered(
            lambda invitation: invitation.partner_id in written.partner_id
        )._end("replaced")
        return invitations

    def _has_access(self):
        """Whether the contact has portal access at present.

        :rtype: bool
        """
        user_sudo = self._get_user()
        return bool(user_sudo) and user_sudo._is_portal()

    @api.model
    def _get_waiting(self, partners):
        """The invitations of contacts whose links may still be opened (sudo).

        :param partners: ``res.partner`` records
        """
        return self.sudo().search(
            [
                ("partner_id", "in", partners.ids),
                ("opened_date", "=", False),
                ("end_reason", "=", False),
            ]
        )

    def _end(self, reason):
        """Let the links stop working for good, and mails not sent yet not be sent.

        :param str reason: one of ``end_reason``
        """
        self.write({"end_reason": reason, "retry_date": False})
        self.sudo().mail_id.filtered(
            lambda mail: mail.state in ("outgoing", "exception")
        ).cancel()

    @api.model
    def _follow_new_email(self, partners):
        """End the links that went to former addresses of these contacts.

        A mail that has not left yet goes to the new address, and its link works.

        :param partners: ``res.partner`` records, which have the new address already
        """
        waiting_sudo = self._get_waiting(partners)
        gone_sudo = waiting_sudo.filtered("sent_date")
        gone_sudo._end("email_changed")
        for invitation_sudo in waiting_sudo - gone_sudo:
            if invitation_sudo.partner_id.email:
                invitation_sudo.email = invitation_sudo.partner_id.email

    @api.model
    def _end_without_access(self, partners):
        """End the links of contacts who have no portal access any more.

        :param partners: ``res.partner`` records
        """
        waiting_sudo = self._get_waiting(partners)
        waiting_sudo.filtered(lambda invitation: not invitation._has_access())._end(
            "revoked"
        )

    def _mark_sent(self):
        """Note that the mails left, and until when their links work."""
        now = fields.Datetime.now()
        link_end = now + timedelta(hours=self._get_link_hours())
        for alive, invitations in self.grouped(
            lambda invitation: invitation._is_link_alive()
        ).items():
            # what an earlier attempt left there is over
            failed = invitations.filtered("failure_reason").partner_id
            failed.sudo().filtered("onboarding_issue").onboarding_issue = False
            invitations.write(
                {
                    "sent_date": now,
                    "link_end_date": link_end if alive else False,
                    "failure_reason": False,
                    "retry_date": False,
                }
            )

    def _mark_failed(self, reason):
        """Note that an attempt failed.

        :param str reason: what the mail server said
        """
        reason = reason or self.env._("The mail was refused.")
        for attempts, invitations in self.grouped("attempts").items():
            invitations.write(
                {
                    "failure_reason": reason,
                    "attempts": attempts + 1,
                    "retry_date": False,
                }
            )

    def _show_failure(self):
        """Say on the contacts that their mail failed, where their form shows it."""
        issues = {
            invitation.partner_id: self.env._(
                "The welcome mail to %(customer)s at %(email)s could not be sent: "
                "%(reason)s",
                customer=invitation.partner_id.display_name,
                email=invitation.email,
                reason=invitation.failure_reason,
            )
            for invitation in self
        }
        self.partner_id._show_onboarding_issues(issues)

    @api.model
    def _mark_opened(self, partner):
        """Note that a contact opened the account by an invitation's link."""
        self._get_waiting(partner).opened_date = fields.Datetime.now()
