from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools.misc import formatLang

# Minutes in which a second welcome mail to the same contact asks first
SOON = 10
# Key of the context: the user was asked, and wants another mail
SEND_AGAIN = "customer_send_again"


class ResPartner(models.Model):
    """What staff do about portal access, and what they are told of it."""

    _inherit = "res.partner"

    def action_invite(self):
        """Give the contacts portal access and queue their welcome mail.

        A problem is shown, not raised.

        :return: the notice that says what happened
        :rtype: dict
        :raise AccessError: the user may not change these contacts
        """
        return self._get_repeat_question("action_invite") or self._onboard_and_tell(
            grant_portal_access=True, send_welcome_mail=True
        )

    def action_grant_portal_access(self):
        """Create the contacts' portal users; a problem is shown, not raised.

        :return: the notice that says what happened
        :rtype: dict
        :raise AccessError: the user may not change these contacts
        """
        return self._onboard_and_tell(grant_portal_access=True)

    def action_send_welcome_mail(self):
        """Queue the welcome mail to the contacts; a problem is shown, not raised.

        A second mail within minutes asks first. It replaces one that still waits.

        :return: the notice that says what happened, or the question
        :rtype: dict
        :raise AccessError: the user may not change these contacts
        """
        question = self._get_repeat_question("action_send_welcome_mail")
        return question or self._onboard_and_tell(send_welcome_mail=True)

    def action_revoke_portal_access(self):
        """Take portal access away from these customers, contacts included.

        Their users are archived, as Odoo does it, and the links sent to them end.
        *Invite* gives the access back.

        :return: the notice that says what happened
        :rtype: dict
        :raise AccessError: the user may not change these contacts
        """
        return (self | self.child_ids)._revoke_and_tell()

    def _revoke_and_tell(self):
        """Take portal access away from these contacts alone, and tell it.

        :return: notice
        :rtype: dict
        :raise AccessError: the user may not change these contacts
        """
        contacts = self._revoke_portal_access()
        if not contacts:
            message = self.env._("There is no portal access to revoke.")
            return self._prepare_notice("info", message)
        if len(contacts) == 1:
            message = self.env._(
                "%(customer)s no longer has portal access.",
                customer=contacts.display_name,
            )
        else:
            message = self.env._(
                "%(count)s contacts no longer have portal access.",
                count=formatLang(self.env, len(contacts), digits=0),
            )
        return self._prepare_notice("success", message)

    def action_undo_invitation(self):
        """Take back an invitation whose mail is still in the queue.

        The contacts stay. Access that they had before the mail stays, too.

        :return: the notice that says what happened
        :rtype: dict
        :raise AccessError: the user may not change these contacts
        :raise UserError: the mail has left
        """
        self.check_access("write")
        waiting_sudo = self.env["customer.invitation"]._get_waiting(self)
        gone_sudo = waiting_sudo.filtered(
            lambda invitation: (
                invitation.sent_date or invitation.sudo().mail_id.state == "sent"
            )
        )
        if gone_sudo or not waiting_sudo:
            raise UserError(
                self.env._(
                    "The welcome mail to %(customer)s has already left. Use Revoke "
                    "Access to end its link.",
                    customer=(gone_sudo.partner_id or self)[:1].display_name,
                )
            )
        fresh = waiting_sudo.partner_id.filtered(
            lambda partner: partner.sudo().user_ids.filtered(
                lambda user: (
                    user.share
                    and not user.login_date
                    and user.create_date >= min(waiting_sudo.mapped("create_date"))
                )
            )
        )
        waiting_sudo._end("revoked")
        self.browse(fresh.ids)._revoke_portal_access()
        return self._prepare_notice(
            "info",
            self.env._(
                "%(customer)s is not invited any more. The mail was not sent.",
                customer=", ".join(waiting_sudo.partner_id.mapped("display_name")),
            ),
        )

    def action_view_invitations(self):
        """Open the invitations of this customer and its contacts.

        :rtype: dict
        :raise AccessError: the user is not staff
        """
        self._check_staff()
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_onboarding.customer_invitation_action"
        )
        return action | {
            "domain": [("commercial_partner_id", "=", self.commercial_partner_id.id)],
            "context": {},
        }

    def _revoke_portal_access(self):
        """Archive the portal users of these contacts, and of no others.

        :return: the contacts who had one
        :raise AccessError: the user may not change these contacts
        """
        self.check_access("write")
        users_sudo = self.env["res.users"].sudo()
        users_sudo = users_sudo.search(
            Domain("partner_id", "in", self.ids) & Domain("share", "=", True)
        ).filtered(lambda user: user._is_portal())
        ref = self.env["ir.model.data"]._xmlid_to_res_id
        users_sudo.write(
            {
                "active": False,
                "group_ids": [
                    Command.unlink(ref("base.group_portal")),
                    Command.link(ref("base.group_public")),
                ],
            }
        )
        contacts = self.browse(users_sudo.partner_id.ids)
        note = self.env._("Portal access was revoked.")
        contacts._message_log_batch(bodies=dict.fromkeys(contacts.ids, note))
        return contacts

    def _onboard_and_tell(self, **steps):
        """Take the steps of onboarding, and tell what became of them.

        :param steps: as ``_onboard`` takes them
        :return: notice
        :rtype: dict
        """
        issues = self._onboard(**steps)
        return self._prepare_onboarding_notice(issues, **steps)

    def _get_repeat_question(self, method):
        """Ask before a second mail goes to whom one went minutes ago.

        :param str method: the action that runs if the user says yes
        :return: client action with the question, or None: there is nothing to ask
        :rtype: dict
        :raise AccessError: the user may not change these contacts
        """
        self.check_access("write")
        if self.env.context.get(SEND_AGAIN):
            return None
        receivers, _issues = self._get_welcome_receivers()
        since = fields.Datetime.now() - timedelta(minutes=SOON)
        recent_sudo = self.env["customer.invitation"]._get_waiting(
            self.browse({receiver.id for receiver in receivers.values()})
        )
        recent_sudo = recent_sudo.filtered(
            lambda invitation: (
                invitation.create_date >= since and not invitation.failure_reason
            )
        )
        if not recent_sudo:
            return None
        names = ", ".join(recent_sudo[:3].partner_id.mapped("display_name"))
        message = self.env._(
            "A welcome mail to %(customer)s was requested less than %(minutes)s "
            "minutes ago. Send another one? The link of the earlier mail will stop "
            "working.",
            customer=names,
            minutes=SOON,
        )
        if len(recent_sudo) > 3:
            message = self.env._(
                "Welcome mails to %(count)s of these contacts were requested less than "
                "%(minutes)s minutes ago. Send them again? The links of the earlier "
                "mails will stop working.",
                count=len(recent_sudo),
                minutes=SOON,
            )
        return {
            "type": "ir.actions.client",
            "tag": "customer_onboarding.ask",
            "params": {
                "title": self.env._("Send Again"),
                "message": message,
                "confirm": self.env._("Send Again"),
                "call": {
                    "model": self._name,
                    "method": method,
                    "args": [self.ids],
                    "context": {SEND_AGAIN: True},
                },
            },
        }
