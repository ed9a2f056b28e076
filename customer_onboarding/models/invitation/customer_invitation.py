import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import hash_sign, verify_hash_signed

from .ir_qweb import COMPILED, Compiled

_logger = logging.getLogger(__name__)

# Scope of the tokens of welcome links
LINK_SCOPE = "customer_onboarding.welcome"


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

    @api.depends("sent_date", "opened_date", "failure_reason", "end_reason")
    def _compute_state(self):
        for invitation in self:
            if invitation.opened_date:
                invitation.state = "opened"
            elif invitation.end_reason:
                invitation.state = invitation.end_reason
            elif invitation.failure_reason:
                invitation.state = "failed"
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

    def action_resend(self):
        """Send the welcome mail once more, as an invitation of its own."""
        return self.partner_id.action_send_welcome_mail()

    @api.model
    def _invite(self, partners):
        """Queue welcome mails to contacts, each in its own language, all at once.

        The mail queue sends it: neither a slow nor a broken mail server holds up
        whoever saves the customer.

        :param partners: the ``res.partner`` records to write to; each has a valid
            email address
        :return: the new invitations
        :raise UserError: the template has been deleted, or has a mistake
        """
        if not partners:
            return self.browse()
        template_sudo = self._get_welcome_template()
        self._get_waiting(partners)._end("replaced")
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
        invitations._queue_mails(template_sudo)
        return invitations

    def _queue_mails(self, template):
        """Fill in the template for these invitations, and have the mails sent soon.

        :param template: the ``mail.template`` (sudo)
        :raise UserError: the template cannot be filled in for one of them
        """
        try:
            template = template.with_context(**{COMPILED: Compiled()})
            mails_sudo = template.send_mail_batch(self.ids)
        except UserError as error:
            if len(self) > 1:
                raise  # whoever asked tries again with fewer, and finds the one
            # rendering errors carry a traceback: it is the admin's, not the user's
            _logger.warning("Rendering the welcome mail", exc_info=True)
            raise UserError(
                self.env._(
                    "The welcome mail to %(customer)s could not be written because "
                    "the email template %(template)s has a mistake. Ask an "
                    "administrator to correct it in the settings of Customer "
                    "Onboarding, then send the mail again.",
                    customer=self.partner_id.display_name,
                    template=template.name,
                )
            ) from error
        for invitation_sudo, mail_sudo in zip(self.sudo(), mails_sudo, strict=True):
            invitation_sudo.mail_id = mail_sudo.id
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    @api.model
    def _get_welcome_template(self):
        """The mail template that welcomes customers (sudo).

        :raise UserError: it has been deleted
        """
        template_id = self.env["ir.model.data"]._xmlid_to_res_id(
            "customer_onboarding.mail_template_welcome", raise_if_not_found=False
        )
        if not template_id:
            raise UserError(
                self.env._(
                    "The email template of the welcome mail was deleted. Upgrade "
                    "Customer Onboarding in Apps to restore it."
                )
            )
        return self.env["mail.template"].sudo().browse(template_id)

    def _generate_token(self):
        """The secret of the welcome link, of the contact's present address.

        Odoo's own tokens die with the next request to reset the password, whoever
        makes it, and know nothing of newer invitations.

        :rtype: str
        """
        self.ensure_one()
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        hours = parameters_sudo.get_param("auth_signup.signup.validity.hours", 144)
        return hash_sign(
            self.sudo().env,
            LINK_SCOPE,
            [self.id, self.partner_id._get_login_date()],
            expiration_hours=int(hours),
        )

    @api.model
    def _get_by_token(self, token):
        """The invitation of a welcome link that still works.

        :param str token: from a URL; it may be any text
        :return: an invitation, or none
        """
        payload = verify_hash_signed(self.sudo().env, LINK_SCOPE, token)
        if not payload:
            return self.browse()
        invitation_id, login_date = payload
        invitation = self.browse(invitation_id).exists()
        if (
            invitation._is_link_alive()
            and login_date == invitation.partner_id._get_login_date()
        ):
            return invitation
        return self.browse()

    def _is_link_alive(self):
        """Whether the welcome link may open the account, if its token is right.

        :rtype: bool
        """
        if not self or self.opened_date or self.end_reason:
            return False
        return self._has_access() and not self._get_user().login_date

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
        self.write({"end_reason": reason})
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
        self.write({"sent_date": fields.Datetime.now(), "failure_reason": False})

    def _mark_failed(self, reason):
        """:param str reason: what the mail server said"""
        self.write({"failure_reason": reason or self.env._("The mail was refused.")})

    @api.model
    def _mark_opened(self, partner):
        """Note that a contact opened the account by an invitation's link."""
        self._get_waiting(partner).opened_date = fields.Datetime.now()
