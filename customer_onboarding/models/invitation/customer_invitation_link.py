from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import hash_sign, verify_hash_signed

# Scope of the tokens of welcome links
LINK_SCOPE = "customer_onboarding.welcome"
# Minutes in which a contact who asks for a new link again is not heard again
ASK_PAUSE = 15

# How many links expire in one transaction
CHUNK = 1000


class CustomerInvitation(models.Model):
    """The links of invitations: their secret, when they end, and why they did."""

    _inherit = "customer.invitation"

    link_end_date = fields.Datetime(
        "Link Ends on",
        help="Empty: the mail has not left yet, or has no link to choose a password.",
    )
    is_expired = fields.Boolean(
        "Link Expired", help="Nobody used the link while it worked."
    )

    asked_date = fields.Datetime(
        "Asked for a New Link on",
        help="Date on which the contact asked for a new link, on the page that its old "
        "link leads to.",
    )

    _link_end_idx = models.Index(
        "(link_end_date) WHERE is_expired IS NOT TRUE"
        " AND opened_date IS NULL AND end_reason IS NULL"
    )

    @api.model
    def _expire_links(self):
        """Scheduled action: mark the invitations whose links nobody used in time.

        The links stop by themselves. This is for staff, who see whom to write again.
        """
        domain = [
            ("is_expired", "=", False),
            ("opened_date", "=", False),
            ("end_reason", "=", False),
            ("link_end_date", "<=", fields.Datetime.now()),
        ]
        while late := self.search(domain, order="id", limit=CHUNK):
            late.is_expired = True
            left = self.search_count(domain)
            if not self.env["ir.cron"]._commit_progress(len(late), remaining=left):
                break
            self.env.invalidate_all()

    def _generate_token(self):
        """The secret of the welcome link, of the contact's present address.

        Odoo's own tokens die with the next request to reset the password, whoever
        makes it, and know nothing of newer invitations. The end is a value of ours,
        because the page of a link that is over has to know whose it was.

        :rtype: str
        """
        self.ensure_one()
        end = fields.Datetime.now() + timedelta(hours=self._get_link_hours())
        values = [self.id, self.partner_id._get_login_date(), end.timestamp()]
        return hash_sign(self.sudo().env, LINK_SCOPE, values)

    @api.model
    def _read_token(self, token):
        """What a welcome link says, whether or not it still works.

        :param str token: from a URL; it may be any text
        :return: the invitation, or none; the problem with its link, which is None if it
            works, else "unknown", "used", "expired" or one of ``end_reason``
        :rtype: tuple
        """
        try:
            values = verify_hash_signed(self.sudo().env, LINK_SCOPE, token)
        except ValueError:
            values = None  # made up
        if not values:
            return self.browse(), "unknown"
        invitation_id, login_date, *end = values
        invitation = self.browse(invitation_id).exists()
        if not invitation:
            return invitation, "unknown"
        if invitation.opened_date or invitation._get_user().login_date:
            return invitation, "used"
        if invitation.end_reason:
            return invitation, invitation.end_reason
        if not invitation._has_access():
            return invitation, "revoked"
        # those of earlier versions bring none: Odoo itself let them end
        if end and end[0] <= fields.Datetime.now().timestamp():
            return invitation, "expired"
        if login_date != invitation.partner_id._get_login_date():
            return invitation, "used"
        return invitation, None

    @api.model
    def _get_by_token(self, token):
        """The invitation of a welcome link that still works.

        :param str token: from a URL; it may be any text
        :return: an invitation, or none
        """
        invitation, problem = self._read_token(token)
        return self.browse() if problem else invitation

    def _is_link_alive(self):
        """Whether the welcome link may open the account, if its token is right.

        :rtype: bool
        """
        if not self or self.opened_date or self.end_reason:
            return False
        return self._has_access() and not self._get_user().login_date

    def _may_ask_for_link(self, problem):
        """Whether the contact may ask for a new link in the place of this one.

        :param str problem: as ``_read_token`` tells it
        :rtype: bool
        """
        return bool(self) and problem in ("expired", "replaced") and self._has_access()

    def _ask_for_link(self):
        """Tell the company that the contact asks for a new link, or send one.

        The company's setting decides. The new link goes to the contact's address, never
        to whoever asks. Who asks again within minutes is not heard again: nobody can
        flood a mailbox or the staff.

        :return: whether a mail is on its way
        :rtype: bool
        """
        self.ensure_one()
        # superuser: a visitor asks, who holds the old link
        invitation_sudo = self.sudo()
        company_sudo = invitation_sudo.company_id
        partner_sudo = invitation_sudo.partner_id.with_company(company_sudo)
        sends = company_sudo.customer_new_link == "send"
        now = fields.Datetime.now()
        asked = self.search(
            [
                ("partner_id", "=", partner_sudo.id),
                ("asked_date", ">", now - timedelta(minutes=ASK_PAUSE)),
            ],
            limit=1,
        )
        if asked:
            return sends
        invitation_sudo.asked_date = now
        if sends:
            issues = partner_sudo._take_onboarding_step("_send_welcome_mail")
            partner_sudo._show_onboarding_issues(
                {partner_sudo: issues.get(partner_sudo, False)}
            )
            return True
        staff_sudo = invitation_sudo._get_responsible_staff()
        partner_sudo = partner_sudo.with_context(lang=staff_sudo.lang)
        partner_sudo.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=partner_sudo.env._("Asks for a new link to the portal"),
            note=partner_sudo.env._(
                "The link of the welcome mail no longer works. Send the mail again."
            ),
            user_id=staff_sudo.id,
        )
        return False

    def _get_responsible_staff(self):
        """Hook: whom a question of this contact goes to: the salesperson, who invited.

        :return: an employee (sudo), in the last resort the administrator
        """
        self.ensure_one()
        partner_sudo = self.partner_id.sudo()
        candidates_sudo = (
            partner_sudo.user_id
            + partner_sudo.commercial_partner_id.user_id
            + self.sudo().create_uid
            + partner_sudo.create_uid
        ).filtered(
            lambda user: user.active and not user.share and user.id != SUPERUSER_ID
        )
        return candidates_sudo[:1] or self.env.ref("base.user_admin").sudo()

    def action_copy_link(self):
        """Give a link of this invitation to the staff who may edit its contact.

        For contacts who do not find the mail. The link is as good as the one of the
        mail: it chooses the password once. So the contact's chatter names who took it.

        :return: client action that copies the link
        :rtype: dict
        :raise AccessError: the user may not change this contact or its invitation
        :raise UserError: the link of this invitation no longer works
        """
        self.ensure_one()
        self.check_access("write")
        self.partner_id.check_access("write")
        customer = self.partner_id.display_name
        if not self._is_link_alive() or self.is_expired:
            raise UserError(
                self.env._(
                    "The link of this welcome mail to %(customer)s no longer works. "
                    "Send the mail again to get a new one.",
                    customer=customer,
                )
            )
        url = self.sudo().welcome_url.replace(
            f"invitation={self.id}", f"token={self.sudo()._generate_token()}"
        )
        self.partner_id._message_log(
            body=self.env._("The link of the welcome mail was copied.")
        )
        return {
            "type": "ir.actions.client",
            "tag": "customer_onboarding.copy_link",
            "params": {
                "url": url,
                "message": self.env._(
                    "The link for %(customer)s was copied. It works once. Give it to "
                    "nobody else.",
                    customer=customer,
                ),
            },
        }

    def action_revoke_access(self):
        """Take portal access away from the contacts of these invitations alone.

        :rtype: dict
        :raise AccessError: the user may not change these contacts
        """
        return self.partner_id._revoke_and_tell()

    def action_open_contact(self):
        """Open the contact of this invitation.

        :rtype: dict
        :raise AccessError: the user is not staff
        """
        self.env["res.partner"]._check_staff()
        return self.partner_id._get_records_action()
