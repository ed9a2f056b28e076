from collections import defaultdict
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..onboarding_boxes import BOXES


class ResPartner(models.Model):
    """Onboarding: portal access and the welcome mail, with the customer's creation."""

    _inherit = "res.partner"

    grant_portal_access = fields.Boolean(
        compute="_compute_onboarding_boxes",
        readonly=False,
        groups="base.group_user",
        help="Create a portal user for this contact when the form is saved.",
    )
    send_welcome_mail = fields.Boolean(
        compute="_compute_onboarding_boxes",
        readonly=False,
        groups="base.group_user",
        help="Send the welcome mail to this contact when the form is saved. With "
        "portal access, the mail contains the link to choose a password.",
    )
    onboarding_issue = fields.Text(
        copy=False,
        prefetch="customer_onboarding",
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

    @api.model
    def default_get(self, fields):
        """Tick the boxes on the New Customer form, where the company says so.

        Not on the dialog of a contact that is opened from there. The fields have no
        default of their own, because Odoo would convert it for each record of an
        import.

        :param list[str] fields: names of the fields on the form
        :rtype: dict
        """
        defaults = super().default_get(fields)
        context = self.env.context
        if context.get("new_customer_form") and "default_parent_id" not in context:
            for box, company_field in BOXES.items():
                if box in fields and self._has_field_access(self._fields[box], "read"):
                    defaults.setdefault(box, self.env.company[company_field])
        return defaults

    def _compute_onboarding_boxes(self):
        """Show the boxes empty: a tick counts for one Save.

        Computed, because Odoo would else ask for the defaults of each contact that a
        form shows.
        """
        self.grant_portal_access = self.send_welcome_mail = False

    # without dependencies: each new contact would look for invitations
    def _compute_invitation_count(self):
        """Count the invitations of each customer, in one query."""
        counts = dict(
            self.env["customer.invitation"]._read_group(
                [("commercial_partner_id", "in", self.ids)],
                ["commercial_partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.invitation_count = counts.get(partner, 0)

    @api.model
    def _start_onboarding(self, vals_list):
        """Step: grant access and send mails as the boxes say, to new customers.

        :raise UserError: somebody fills in the form, and nobody can be reached at what
            stands as email address. Elsewhere the customer is saved, and shows it.
        """
        boxes_list = [self._pop_onboarding_boxes(vals) for vals in vals_list]
        if self.env.context.get("new_customer_form"):
            for vals, boxes in zip(vals_list, boxes_list, strict=True):
                self._check_email_of_boxes(vals, boxes)

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
    def _check_email_of_boxes(self, vals, boxes):
        """Refuse a typing error while the form is still open.

        :param dict vals: values of a new contact
        :param dict boxes: as from ``_pop_onboarding_boxes``
        :raise UserError: naming the contact and what to do
        """
        if any(boxes.values()):
            fault = self._get_email_fault(vals.get("email"), vals.get("name") or "")
            if fault:
                raise UserError(fault)

    @api.model
    def _pop_onboarding_boxes(self, vals):
        """Take the boxes out of a partner's values.

        :param dict vals: the partner's values; changed in place
        :return: the arguments of ``_onboard``
        :rtype: dict[str, bool]
        """
        return {box: bool(vals.pop(box, False)) for box in BOXES}

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
