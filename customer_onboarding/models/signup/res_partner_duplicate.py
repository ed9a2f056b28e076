from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .res_partner import CLOSED


class ResPartner(models.Model):
    """Sign-ups of somebody who is a customer already, under another address."""

    _inherit = "res.partner"

    signup_duplicate_id = fields.Many2one(
        "res.partner",
        "Looks Like",
        compute="_compute_signup_duplicate",
        groups="base.group_user",
        help="While a sign-up waits: the customer that it most likely belongs to.",
    )
    signup_duplicate_hint = fields.Char(
        "Possible Duplicate",
        compute="_compute_signup_duplicate",
        groups="base.group_user",
        help="Why this sign-up may belong to a customer that exists.",
    )

    @api.depends("signup_state", "email", "is_company", "name", "phone", "vat")
    def _compute_signup_duplicate(self):
        """Look for all that wait at once; the others cost nothing."""
        self.signup_duplicate_id = self.signup_duplicate_hint = False
        waiting = self.filtered(lambda partner: partner.signup_state == "waiting")
        if not waiting:
            return
        names = ("id", "name", "email", "phone", "vat", "is_company")
        found = self._find_likely_duplicates(
            [{name: partner[name] for name in names} for partner in waiting]
        )
        for partner, duplicates in zip(waiting, found, strict=True):
            for duplicate, reason in duplicates:
                if duplicate._may_take_signup():
                    partner.signup_duplicate_id = duplicate
                    partner.signup_duplicate_hint = duplicate._tell_duplicate(reason)
                    break

    def _may_take_signup(self):
        """Hook: whether a sign-up may become a contact of this partner's customer.

        Not of our own companies, colleagues and vendors, nor of other sign-ups that
        nobody has approved.

        :rtype: bool
        """
        self.ensure_one()
        customer = self.commercial_partner_id
        return (
            self.active and customer.active and customer.is_possible_customer
        ) and not {self.signup_state, customer.signup_state} & set(CLOSED)

    def action_open_signup_duplicate(self):
        """Open the customer that a sign-up looks like.

        :return: the action that opens its form
        :rtype: dict
        :raise AccessError: the user is not staff
        :raise UserError: it looks like none
        """
        return self._get_signup_duplicate()._get_records_action()

    def action_link_signup(self):
        """Approve a sign-up as a contact of the customer that it looks like.

        It sees that customer's documents from then on, as far as permissions go.

        :return: the notice that says what happened
        :rtype: dict
        :raise AccessError: the user may not change these contacts
        :raise UserError: it looks like none, or has documents that forbid it
        """
        self.check_access("write")
        customer = self._get_signup_duplicate().commercial_partner_id
        self.write(
            {
                "parent_id": customer.id,
                "is_company": False,
                # a contact has those of its customer
                "customer_group_ids": [Command.clear()],
            }
        )
        # Odoo keeps the record rules of a user, who had another customer in them
        self.env.registry.clear_cache()
        self._answer_signups(("waiting",), "approved")
        message = self.env._(
            "%(contact)s is now a contact of %(customer)s. The sign-up was approved.",
            contact=self.name,
            customer=customer.display_name,
        )
        return self._prepare_notice("success", message)

    def _get_signup_duplicate(self):
        """The customer that this sign-up looks like.

        :rtype: res.partner
        :raise AccessError: the user is not staff
        :raise UserError: there is none
        """
        self._check_staff()
        self.ensure_one()
        if not self.signup_duplicate_id:
            raise UserError(
                self.env._(
                    "%(contact)s looks like no customer, or does not wait for an "
                    "answer any more. Reload the page to see where it stands.",
                    contact=self.display_name,
                )
            )
        return self.signup_duplicate_id
