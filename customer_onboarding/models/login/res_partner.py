from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import (
    email_normalize,
    email_normalize_all,
    hash_sign,
    verify_hash_signed,
)

# Scope of the tokens of links that confirm an address, and how long these work
LINK_SCOPE = "customer_onboarding.email"
LINK_HOURS = 24


class ResPartner(models.Model):
    """The email address of a contact who has an account, and what follows a new one.

    Whoever reads the mails of that address can have a new password sent there. So the
    rule is a step of ``write``, whoever calls it: forms, imports, RPC, the commands of
    a parent, the users' own fields, and the portal's pages, which write as superuser.
    """

    _inherit = "res.partner"

    requested_email = fields.Char(
        "Email to Confirm",
        copy=False,
        prefetch="customer_onboarding",
        groups="base.group_user",
        help="Address that the contact entered in the portal and must confirm with "
        "the link sent there.",
    )
    requested_email_date = fields.Datetime(
        copy=False, prefetch="customer_onboarding", groups="base.group_user"
    )
    email_confirm_url = fields.Char(
        compute="_compute_email_confirm_url",
        groups="base.group_user",
        help="Link to confirm a new address without its secret, which is added when "
        "the mail leaves.",
    )

    def _compute_email_confirm_url(self):
        for partner in self:
            path = f"/my/email/confirm?request={partner.id}"
            company = partner._get_portal_company()
            partner.email_confirm_url = partner._get_portal_url(path, company)

    def _change_email(self, vals):
        """Step: decide about a new email address of contacts who have an account.

        Staff and the system write it. Who enters an own new address in the portal is
        sent a link to confirm it; the other values are written.

        :raise UserError: it is not the writer's to change, or another account's
        """
        if "email" not in vals:
            return None
        users_sudo = self._get_users_of_new_email(vals["email"])
        if not users_sudo:
            return None
        if self._must_confirm_email(users_sudo):
            email = vals.pop("email")
            return lambda: self._request_email(email)
        self._check_may_write_email(users_sudo)
        logins = users_sudo._prepare_logins_of_new_email(vals["email"])

        def follow():
            users_sudo.partner_id._follow_new_email()
            for user_sudo, login in logins.items():
                user_sudo.login = login

        return follow

    def _get_users_of_new_email(self, email):
        """The users, also archived ones, of these contacts whose email changes.

        Another way to write the same address is no change.

        :param email: the new address, as it is to be written
        :rtype: res.users (sudo)
        """
        normalized = email_normalize(email)
        changing_sudo = self.sudo().filtered(
            lambda partner: (
                (partner.email or "") != (email or "")
                and not (normalized and partner.email_normalized == normalized)
            )
        )
        Users_sudo = self.env["res.users"].sudo().with_context(active_test=False)
        if not changing_sudo:
            return Users_sudo.browse()
        return Users_sudo.search([("partner_id", "in", changing_sudo.ids)])

    def _must_confirm_email(self, users):
        """Whether a customer enters a new address of its own.

        :param users: of the contacts whose email changes
        :rtype: bool
        """
        return self._is_own_contact() and self.env.user in users

    def _check_may_write_email(self, users):
        """Refuse a new email address to whoever is not staff.

        :param users: of the contacts whose email changes
        :raise UserError: naming the contact and the way out
        """
        if self.env.user.share:
            raise UserError(self._prepare_email_refusal(users.partner_id[:1]))

    @api.model
    def _prepare_email_refusal(self, partner):
        """The sentence for who may not change the email of a contact.

        :param partner: one contact (sudo)
        :rtype: str
        """
        return self.env._(
            "The email address of %(contact)s belongs to an account. Only "
            "%(contact)s, when signed in, or the staff of %(company)s can change it.",
            contact=partner.name,
            company=(partner.company_id or self.env.company).name,
        )

    def _get_email_refusal(self, email):
        """Why the user of this request may not give this contact an email address.

        For the portal's forms, to show it beside the field; ``write`` refuses it.

        :param email: the address, as typed
        :return: a sentence, or False
        :rtype: str | bool
        """
        self.ensure_one()
        users_sudo = self._get_users_of_new_email(email)
        if not users_sudo or not self.env.user.share:
            return False
        if not self._must_confirm_email(users_sudo):
            return self._prepare_email_refusal(users_sudo.partner_id)
        try:
            self._check_requested_email(email)
        except UserError as error:
            return error.args[0]
        return False

    @api.model
    def _get_email_fault(self, email, name):
        """Why nobody can be given access or a mail at what stands as an email address.

        :param email: the address, as typed
        :param str name: of the contact, who need not be saved yet
        :return: a sentence; False for one address, and for none
        :rtype: str | bool
        """
        if not email or email_normalize(email):
            return False
        shown = f"{email[:60]}…" if len(email) > 60 else email
        if len(email_normalize_all(email)) > 1:
            return self.env._(
                "%(customer)s has several email addresses in one field: %(email)s. "
                "Keep one of them, and add a contact for each of the others.",
                customer=name,
                email=shown,
            )
        return self.env._(
            "The email of %(customer)s is not an email address: %(email)s. Correct it "
            "to give portal access or to send mails.",
            customer=name,
            email=shown,
        )

    def _check_requested_email(self, email):
        """Refuse an address that cannot become that of the user's own account.

        :param email: the address, as typed
        :raise UserError: it is no address, or another account's
        """
        if not email_normalize(email):
            raise UserError(
                self.env._(
                    "Enter one valid email address. The links to your account are "
                    "sent there."
                )
            )
        self._check_login_is_free(email_normalize(email), self.sudo().user_ids)

    def _check_login_is_free(self, email, own_users):
        """Refuse an email address that is another user's, archived ones included.

        :param str email: normalized address
        :param own_users: the contact's own users, which may have it
        :raise UserError: another user has it as login or, if internal, as email
        """
        holders_sudo = self.env["res.users"]._find_login_holders([email])[email]
        taken_sudo = holders_sudo - own_users
        if taken_sudo:
            raise UserError(self._prepare_login_refusal(email, taken_sudo[:1].name))

    def _prepare_login_refusal(self, email, holder):
        """The sentence for who enters an email address that is somebody else's.

        :param str email: the address
        :param str holder: name of whose it is
        :rtype: str
        """
        if self.env.user.share:
            # customers are not told of others
            return self.env._(
                "The email address %(email)s belongs to another account. Enter a "
                "different one.",
                email=email,
            )
        return self.env._(
            "The email address %(email)s belongs to the account of %(user)s. "
            "Enter a different one for %(customer)s.",
            email=email,
            user=holder,
            customer=self[:1].display_name,
        )

    def _request_email(self, email):
        """Send the user a link to confirm a new address of its own.

        :param email: the address, as typed
        :raise UserError: it is no address, or another account's
        """
        self.ensure_one()
        self._check_requested_email(email)
        partner_sudo = self.with_user(SUPERUSER_ID)
        partner_sudo.write(
            {
                "requested_email": email_normalize(email),
                "requested_email_date": fields.Datetime.now(),
            }
        )
        partner_sudo._queue_email_mail("mail_template_email_confirm", email)
        # who wrote it through the user sees the present address again
        self.env["res.users"].invalidate_model(["email", "email_normalized"])

    def _get_pending_email(self):
        """The address that waits for being confirmed, as long as its link works.

        :rtype: str | bool
        """
        self.ensure_one()
        partner_sudo = self.sudo()
        oldest = fields.Datetime.now() - timedelta(hours=LINK_HOURS)
        if (partner_sudo.requested_email_date or oldest) <= oldest:
            return False
        return partner_sudo.requested_email

    def _generate_email_token(self):
        """The secret of the link that confirms the requested address.

        Bound to the present address and to the requested one: dead once either
        changes, so also once it was used.

        :rtype: str
        """
        self.ensure_one()
        partner_sudo = self.sudo()
        return hash_sign(
            partner_sudo.env,
            LINK_SCOPE,
            [self.id, partner_sudo.email, partner_sudo.requested_email],
            expiration_hours=LINK_HOURS,
        )

    def _confirm_email(self, token):
        """Give the contact the address that a link sent there confirms.

        :param str token: from the URL
        :return: whether it did; False where the link works no more, or is another
            contact's
        :rtype: bool
        :raise UserError: the address has become another account's
        """
        self.ensure_one()
        partner_sudo = self.sudo()
        requested = partner_sudo.requested_email
        try:
            payload = verify_hash_signed(partner_sudo.env, LINK_SCOPE, token or "")
        except ValueError:  # no token at all
            return False
        if not requested or payload != [self.id, partner_sudo.email, requested]:
            return False
        self._check_login_is_free(requested, partner_sudo.user_ids)
        # as the system: the link is the proof that write() asks for
        system = self.with_user(SUPERUSER_ID)
        if system.email_normalized:
            system._queue_email_mail("mail_template_email_changed", system.email)
        system.write({"email": requested})
        return True

    def _queue_email_mail(self, xmlid, email):
        """Queue a mail about the email address of the account, and have it sent soon.

        :param str xmlid: of the template, a delivered one
        :param str email: where it goes to: not the contact's present address for
            certain
        """
        template = self.env.ref(f"customer_onboarding.{xmlid}", False)
        if template:
            # to that address alone, whatever recipients the template names
            receiver = {"email_to": email, "email_cc": False, "recipient_ids": []}
            template.send_mail(self.id, email_values=receiver)
            self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _follow_new_email(self):
        """Hook: what a new email address of contacts with an account brings with it."""
        requested_sudo = self.sudo().filtered("requested_email")
        if requested_sudo:
            requested_sudo.write(
                {"requested_email": False, "requested_email_date": False}
            )
