import logging
from collections import defaultdict

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import email_normalize

_logger = logging.getLogger(__name__)


class ResPartner(models.Model):
    """The steps of onboarding, taken for many contacts at a time.

    A step is a method of contacts that does its work for all of them at once and
    returns the sentences of those it refuses.
    """

    _inherit = "res.partner"

    def _onboard(self, grant_portal_access=False, send_welcome_mail=False):
        """Take the steps of onboarding asked for; never fail for them.

        The customers are saved whatever happens here. What went wrong with a contact
        is shown on its form in ``onboarding_issue``, and it takes no further step; the
        others go on. Steps that work clear it.

        :param bool grant_portal_access: create the portal users
        :param bool send_welcome_mail: queue the welcome mails
        :return: ``{partner: sentences}`` of those for whom it did not work
        :rtype: dict
        """
        steps = []
        if grant_portal_access:
            steps.append("_grant_portal_access")
        if send_welcome_mail:
            steps.append("_send_welcome_mail")
        if not steps or not self:
            return {}
        self.check_access("write")
        issues = {}
        for step in steps:
            # refused access, no mail: it would reach whoever owns the address
            refused = self.browse(partner.id for partner in issues)
            issues |= (self - refused)._take_onboarding_step(step)
        self._show_onboarding_issues(
            {partner: issues.get(partner, False) for partner in self}
        )
        return issues

    def _take_onboarding_step(self, step):
        """Take one step for all; where it fails, for each half, down to the fault.

        A contact that nobody foresaw costs the others of its call a few more turns,
        and nothing else.

        :param str step: name of a method
        :return: sentences of the contacts for whom it did not work
        :rtype: dict
        """
        if not self:
            return {}
        try:
            with self.env.cr.savepoint():
                return getattr(self, step)()
        except OperationalError:
            raise  # a conflict with another transaction: Odoo tries again
        except Exception as error:
            if len(self) == 1:
                return {self: self._prepare_onboarding_issue(error)}
        half = len(self) // 2
        issues = self[:half]._take_onboarding_step(step)
        return issues | self[half:]._take_onboarding_step(step)

    def _prepare_onboarding_issue(self, error):
        """The sentence for a contact whose step of onboarding failed.

        :param Exception error: the one being handled
        :rtype: str
        """
        self.ensure_one()
        if isinstance(error, UserError):
            return error.args[0]
        if isinstance(error, UniqueViolation):
            return self.env._(
                "The email address %(email)s has just become the login of "
                "another account. Enter a different one for %(customer)s.",
                email=self.email,
                customer=self.display_name,
            )
        _logger.exception("Onboarding of customer %s (id %s)", self, self.id)
        return self.env._(
            "An unexpected error stopped the onboarding of %(customer)s. "
            "Ask an administrator to look it up in the server log, then "
            "try again.",
            customer=self.display_name,
        )

    def _show_onboarding_issues(self, issues):
        """Write what is new on the contacts.

        :param dict issues: ``{partner: sentences or False}``
        """
        ids_of = defaultdict(list)
        for partner, issue in issues.items():
            if partner.onboarding_issue != issue:
                ids_of[issue].append(partner.id)
        for issue, ids in ids_of.items():
            self.browse(ids)._show_onboarding_issue(issue)

    def _show_onboarding_issue(self, issue):
        """Write a problem on these contacts, or that there is none any more.

        Another addon may forbid to change a contact for now: one that waits for an
        approval, for example. Then who asked is told, and the others go on.

        :param issue: sentences or False
        """
        try:
            with self.env.cr.savepoint():
                self.onboarding_issue = issue
        except UserError:
            self.invalidate_recordset(["onboarding_issue"], flush=False)
            if len(self) > 1:
                for partner in self:
                    partner._show_onboarding_issue(issue)

    def _grant_portal_access(self):
        """Step: create portal users for these contacts, or wake their archived ones.

        :return: sentences of contacts without a valid email, or with another user's
        :rtype: dict
        """
        issues, emails, users_sudo = {}, {}, self._get_first_users()
        for partner in self:
            email = email_normalize(partner.email)
            if not email:
                issues[partner] = self._get_email_fault(
                    partner.email, partner.display_name
                ) or self.env._(
                    "%(customer)s has no valid email address. Enter one to grant "
                    "portal access.",
                    customer=partner.display_name,
                )
            elif not users_sudo[partner].active:
                emails[partner] = email
        issues |= self._get_login_refusals(emails, users_sudo)
        granted = self.filtered(
            lambda partner: partner in emails and partner not in issues
        )
        sleeping = granted.filtered(lambda partner: users_sudo[partner])
        for partner in sleeping:
            users_sudo[partner]._wake_portal_user()
        (granted - sleeping)._create_portal_users(emails)
        return issues

    def _get_first_users(self):
        """The user of each contact, archived ones included.

        :return: ``{partner: user}`` (sudo), with empty ones
        :rtype: dict
        """
        Users_sudo = self.env["res.users"].sudo().with_context(active_test=False)
        users_sudo = dict.fromkeys(self, Users_sudo)
        for user_sudo in Users_sudo.search([("partner_id", "in", self.ids)]):
            partner = self.browse(user_sudo.partner_id.id)
            users_sudo[partner] = users_sudo[partner] or user_sudo
        return users_sudo

    def _get_login_refusals(self, emails, users):
        """Which email addresses are somebody else's: another user's, or one of these.

        :param dict emails: ``{partner: normalized address}``
        :param dict users: ``{partner: its own user}`` (sudo)
        :return: ``{partner: sentence}``
        :rtype: dict
        """
        holders = self.env["res.users"]._find_login_holders(set(emails.values()))
        refusals, claimed = {}, {}
        for partner, email in emails.items():
            taken_sudo = holders[email] - users[partner]
            if taken_sudo or email in claimed:
                holder = taken_sudo[:1].name or claimed[email].name
                refusals[partner] = partner._prepare_login_refusal(email, holder)
            elif not users[partner]:
                claimed[email] = partner
        return refusals

    def _create_portal_users(self, emails):
        """Create the portal users of these contacts, and log it on them.

        :param dict emails: ``{partner: normalized address}``, their logins
        """
        if not self:
            return
        group_id = self.env["ir.model.data"]._xmlid_to_res_id("base.group_portal")
        # the note of the new access is logged below, because Odoo posts it, which asks
        # for followers to notify; and nothing of the contact changes that is tracked
        Users_sudo = self.env["res.users"].sudo()
        users_sudo = Users_sudo.with_context(
            no_reset_password=True,
            active_test=True,
            mail_create_nolog=True,
            tracking_disable=True,
        ).create(
            [
                partner._prepare_portal_user(emails[partner], group_id)
                for partner in self
            ]
        )
        self._message_log_batch(
            {
                user_sudo.partner_id.id: user_sudo._get_portal_access_update_body(True)
                for user_sudo in users_sudo
            }
        )

    def _prepare_portal_user(self, login, group_id):
        """Hook: the values of this contact's new portal user.

        :param str login: the normalized email address
        :param int group_id: of the portal users
        :rtype: dict
        """
        company = self._get_portal_company()
        return {
            "partner_id": self.id,
            "login": login,
            "group_ids": [Command.set([group_id])],
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
            # its default is a description of all groups, copied for each user
            "view_group_hierarchy": False,
        }

    def _send_welcome_mail(self):
        """Step: queue the welcome mails to these contacts.

        :return: sentences of contacts without a valid email, and of those whose mail
            could not be written
        :rtype: dict
        :raise UserError: a template was deleted, or has a mistake
        """
        receivers, issues = self._get_welcome_receivers()
        for partner in self - self.browse(partner.id for partner in issues):
            receiver = receivers[partner]
            if not email_normalize(receiver.email):
                issues[partner] = self._get_email_fault(
                    receiver.email, receiver.display_name
                ) or self.env._(
                    "%(customer)s has no valid email address. Enter one to send "
                    "the welcome mail.",
                    customer=receiver.display_name,
                )
        asking = self - self.browse(partner.id for partner in issues)
        reached = self.browse({receivers[partner].id for partner in asking})
        failures = reached._get_failures_of_inviting()
        for partner in asking:
            if receivers[partner] in failures:
                issues[partner] = failures[receivers[partner]]
        return issues

    def _send_reminder(self):
        """Step: queue the next reminder to these contacts, who have access.

        :return: sentences of those without a valid email, and of those whose mail
            could not be written
        :rtype: dict
        :raise UserError: the template was deleted, or has a mistake
        """
        reachable = self.filtered(lambda partner: email_normalize(partner.email))
        return reachable._get_failures_of_inviting(reminder=True)

    def _get_failures_of_inviting(self, reminder=False):
        """Invite these contacts.

        :param bool reminder: as ``customer.invitation._invite`` takes it
        :return: sentences of those whose mail could not be written
        :rtype: dict
        """
        invitations = self.env["customer.invitation"]._invite(self, reminder=reminder)
        return {
            invitation.partner_id: invitation.failure_reason
            for invitation in invitations.filtered("failure_reason")
        }

    def _get_welcome_receivers(self):
        """Whom the welcome mail of each of these contacts goes to.

        To the contact itself; but where it has no access and one of its own contacts
        has, to that one: its link is of use.

        :return: ``({partner: receiver}, {partner: sentence})``, the sentences for
            companies several of whose contacts have access
        :rtype: tuple[dict, dict]
        """
        users_sudo = self.env["res.users"].sudo()
        users_sudo = users_sudo.search(
            [
                ("share", "=", True),
                ("partner_id.active", "=", True),
                ("partner_id.commercial_partner_id", "in", self.ids),
            ]
        )
        holders = defaultdict(self.browse)
        for user_sudo in users_sudo:
            contact_sudo = user_sudo.partner_id
            holders[contact_sudo.commercial_partner_id.id] |= self.browse(
                contact_sudo.id
            )
        receivers, issues = {}, {}
        for partner in self:
            contacts = holders[partner.id]
            if not contacts or partner in contacts:
                receivers[partner] = partner
            elif len(contacts) == 1:
                receivers[partner] = contacts
            else:
                issues[partner] = self.env._(
                    "Several contacts of %(customer)s have portal access: "
                    "%(contacts)s. Open the one to welcome, and send the mail there.",
                    customer=partner.display_name,
                    contacts=", ".join(contacts.mapped("name")),
                )
        return receivers, issues
