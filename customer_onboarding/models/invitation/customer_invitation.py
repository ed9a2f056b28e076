import logging
from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, urls

_logger = logging.getLogger(__name__)


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
    email = fields.Char(required=True, help="Where the mail was sent to.")
    create_uid = fields.Many2one("res.users", "Sent by")
    create_date = fields.Datetime("Requested on")
    mail_id = fields.Many2one(
        "mail.mail", groups="base.group_system", ondelete="set null", index=True
    )
    sent_date = fields.Datetime("Sent on")
    opened_date = fields.Datetime(
        "Account opened on", help="When the contact set a password by the mail's link."
    )
    failure_reason = fields.Text()
    state = fields.Selection(
        [
            ("to_send", "To Send"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("opened", "Account Opened"),
        ],
        string="Status",
        compute="_compute_state",
        store=True,
    )
    welcome_url = fields.Char(
        "Link",
        compute="_compute_welcome_url",
        groups="base.group_system",
        help="Link of the welcome mail: where the contact chooses a password. "
        "Without portal access, there is none.",
    )

    @api.depends("sent_date", "opened_date", "failure_reason")
    def _compute_state(self):
        for invitation in self:
            if invitation.opened_date:
                invitation.state = "opened"
            elif invitation.failure_reason:
                invitation.state = "failed"
            else:
                invitation.state = "sent" if invitation.sent_date else "to_send"

    def _compute_welcome_url(self):
        """Link to the page where the contact sets a password, in its language."""
        for invitation in self:
            partner_sudo = invitation.partner_id.sudo()
            user_sudo = partner_sudo.user_ids.filtered("share")[:1]
            if not user_sudo:
                invitation.welcome_url = False
                continue
            path = "/clients/login"
            if not user_sudo.login_date:
                query = {"token": partner_sudo._generate_signup_token()}
                path = f"/clients/welcome?{urlencode(query)}"
            lang = self.env["res.lang"]._get_data(code=partner_sudo.lang)
            if lang.code in self.env["res.users"]._get_portal_langs():
                path = f"/{lang.url_code}{path}"
            invitation.welcome_url = urls.urljoin(partner_sudo.get_base_url(), path)

    def action_resend(self):
        """Send the welcome mail once more, as an invitation of its own."""
        return self.partner_id.action_send_welcome_mail()

    @api.model
    def _invite(self, partners):
        """Queue a welcome mail to contacts, each in its own language.

        The mail queue sends it: neither a slow nor a broken mail server holds up
        whoever saves the customer.

        :param partners: the ``res.partner`` records to write to
        :return: the new invitations
        :raise UserError: a contact has no usable email address, or the template
            has been deleted
        """
        template_sudo = self._get_welcome_template()
        for partner in partners:
            if not email_normalize(partner.email):
                raise UserError(
                    self.env._(
                        "%(customer)s has no valid email address: enter one to "
                        "send the welcome mail.",
                        customer=partner.display_name,
                    )
                )
        invitations = self.create(
            [{"partner_id": p.id, "email": p.email} for p in partners]
        )
        for invitation_sudo in invitations.sudo():
            partner_sudo = invitation_sudo.partner_id
            if partner_sudo.user_ids and not partner_sudo.user_ids[:1].login_date:
                partner_sudo.signup_prepare()
            invitation_sudo.mail_id = invitation_sudo._queue_mail(template_sudo)
        return invitations

    def _queue_mail(self, template):
        """Fill in the template for this invitation and queue the mail.

        :param template: the ``mail.template``
        :return: id of the ``mail.mail``
        :raise UserError: the template cannot be filled in
        """
        self.ensure_one()
        try:
            return template.send_mail(self.id)
        except UserError as error:
            # rendering errors carry a traceback: it is the admin's, not the user's
            _logger.warning("Rendering the welcome mail", exc_info=True)
            raise UserError(
                self.env._(
                    "The welcome mail to %(customer)s could not be written: the "
                    "email template %(template)s has a mistake. Ask an administrator "
                    "to correct it in the settings of Customer Onboarding, then send "
                    "the mail again.",
                    customer=self.partner_id.display_name,
                    template=template.name,
                )
            ) from error

    @api.model
    def _get_welcome_template(self):
        """The mail template that welcomes customers (sudo).

        :raise UserError: it has been deleted
        """
        template = self.env.ref(
            "customer_onboarding.mail_template_welcome", raise_if_not_found=False
        )
        if not template:
            raise UserError(
                self.env._(
                    "The email template for the welcome mail has been deleted: "
                    "upgrade Customer Onboarding in Apps to get it back."
                )
            )
        return template.sudo()

    def _mark_sent(self):
        self.write({"sent_date": fields.Datetime.now(), "failure_reason": False})

    def _mark_failed(self, reason):
        """:param str reason: what the mail server said"""
        self.write({"failure_reason": reason or self.env._("The mail was refused.")})

    @api.model
    def _mark_opened(self, partner):
        """Note that a contact opened the account by an invitation's link."""
        waiting = self.search(
            [("partner_id", "in", partner.ids), ("opened_date", "=", False)]
        )
        waiting.opened_date = fields.Datetime.now()
