from collections import defaultdict
from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Onboarding: portal access and the welcome mail, with the customer's creation."""

    _inherit = "res.partner"

    grant_portal_access = fields.Boolean(
        store=False,
        default=lambda self: self._default_box("customer_grant_access_default"),
        groups="base.group_user",
        help="Create a portal user for this contact when the form is saved.",
    )
    send_welcome_mail = fields.Boolean(
        store=False,
        default=lambda self: self._default_box("customer_send_welcome_default"),
        groups="base.group_user",
        help="Send the welcome mail to this contact when the form is saved. With "
        "portal access, the mail contains the link to choose a password.",
    )
    onboarding_issue = fields.Text(
        copy=False,
        groups="base.group_user",
        help="Problem with portal access or the welcome mail, and how to solve it.",
    )
    invitation_ids = fields.One2many(
        "customer.invitation",
        "commercial_partner_id",
        string="Invitations",
        groups="base.group_user",
    )
    invitation_count = fields.Integer(
        "Number of Invitations",
        compute="_compute_invitation_count",
        groups="base.group_user",
    )
    portal_access_state = fields.Selection(
        [("none", "No Access"), ("invited", "Invited"), ("active", "Active")],
        string="Portal Access",
        compute="_compute_portal_access_state",
        search="_search_portal_access_state",
        groups="base.group_user",
        help="Portal access of this customer and its contacts. No Access: no portal "
        "user. Invited: never signed in. Active: has signed in.",
    )

    @api.model
    def _default_box(self, company_field):
        """A box is ticked by default on the New Customer form only.

        Not on the dialog of a contact that is opened from there.

        :param str company_field: the field of the company that says so
        """
        return (
            self.env.context.get("new_customer_form")
            and "default_parent_id" not in self.env.context
            and self.env.company[company_field]
        )

    @api.depends("invitation_ids")
    def _compute_invitation_count(self):
        counts = dict(
            self.env["customer.invitation"]._read_group(
                [("commercial_partner_id", "in", self.ids)],
                ["commercial_partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.invitation_count = counts.get(partner, 0)

    @api.depends(
        "user_ids.share",
        "user_ids.login_date",
        "child_ids.user_ids.share",
        "child_ids.user_ids.login_date",
    )
    def _compute_portal_access_state(self):
        for partner in self:
            partner_sudo = partner.sudo()
            users_sudo = (
                partner_sudo.user_ids | partner_sudo.child_ids.user_ids
            ).filtered("share")
            if not users_sudo:
                partner.portal_access_state = "none"
            elif any(user.login_date for user in users_sudo):
                partner.portal_access_state = "active"
            else:
                partner.portal_access_state = "invited"

    @api.model
    def _search_portal_access_state(self, operator, value):
        # Odoo asks for a field's groups where it is read, not where it is searched
        self._check_staff()
        if operator != "in":
            return NotImplemented
        portal_user = Domain("share", "=", True)
        has_user = self._get_user_domain(portal_user)
        has_signed_in = self._get_user_domain(
            portal_user & Domain("log_ids", "!=", False)
        )
        found = {
            "none": ~has_user,
            "invited": has_user & ~has_signed_in,
            "active": has_signed_in,
        }
        return Domain.OR(found[state] for state in value if state in found)

    @api.model
    def _get_user_domain(self, domain):
        """Partners that have, themselves or in a contact, a user of a domain.

        :param Domain domain: on ``res.users``
        :rtype: Domain
        """
        # any!: staff need not be allowed to read users and their logs
        own = Domain("user_ids", "any!", domain)
        return own | Domain("child_ids", "any!", own)

    @api.model
    def _start_onboarding(self, vals_list):
        """Step: grant access and send mails as the boxes say, to new customers."""
        boxes_list = [self._pop_onboarding_boxes(vals) for vals in vals_list]

        def onboard(partners):
            ids_of = defaultdict(list)
            for partner, boxes in zip(partners, boxes_list, strict=True):
                ids_of[tuple(boxes.items())].append(partner.id)
            for boxes, ids in ids_of.items():
                self.browse(ids)._onboard(**dict(boxes))

        return onboard if any(any(boxes.values()) for boxes in boxes_list) else None

    def _change_onboarding(self, vals):
        """Step: grant access and send mails as the boxes say, to existing customers."""
        boxes = self._pop_onboarding_boxes(vals)
        return partial(self._onboard, **boxes) if any(boxes.values()) else None

    @api.model
    def _pop_onboarding_boxes(self, vals):
        """Take the boxes out of a partner's values.

        :param dict vals: the partner's values; changed in place
        :return: the arguments of ``_onboard``
        :rtype: dict[str, bool]
        """
        return {
            "grant_portal_access": bool(vals.pop("grant_portal_access", False)),
            "send_welcome_mail": bool(vals.pop("send_welcome_mail", False)),
        }

    def action_invite(self):
        """Give the contacts portal access and queue their welcome mail.

        A problem is shown, not raised.
        """
        self._onboard(grant_portal_access=True, send_welcome_mail=True)

    def action_grant_portal_access(self):
        """Create the contacts' portal users; a problem is shown, not raised."""
        self._onboard(grant_portal_access=True)

    def action_send_welcome_mail(self):
        """Queue the welcome mail to the contacts; a problem is shown, not raised."""
        self._onboard(send_welcome_mail=True)

    def action_view_invitations(self):
        """Open the invitations of this customer and its contacts.

        :raise AccessError: the user is not staff
        """
        self._check_staff()
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_onboarding.customer_invitation_action"
        )
        return action | {
            "domain": [("commercial_partner_id", "=", self.commercial_partner_id.id)]
        }

    @api.model
    def _get_partner_from_token(self, token):
        """Take the tokens of welcome links, which belong to an invitation, too."""
        invitation_sudo = self.env["customer.invitation"].sudo()._get_by_token(token)
        if invitation_sudo:
            return self.browse(invitation_sudo.partner_id.id)
        return super()._get_partner_from_token(token)

    def _follow_new_email(self):
        """End the welcome links that went to a former address."""
        result = super()._follow_new_email()
        self.env["customer.invitation"]._follow_new_email(self)
        return result
