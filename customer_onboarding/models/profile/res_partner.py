from odoo import fields, models


class ResPartner(models.Model):
    """What customers meet in the portal: their contact person and their own data."""

    _inherit = "res.partner"

    dismissed_profile_fields = fields.Char(
        copy=False,
        groups="base.group_user",
        help="Names of the fields that this contact was asked for on the first page of "
        "the portal, and did not want to be asked for again.",
    )

    def _get_contact_person(self):
        """The salesperson of this contact, else that of its customer.

        :return: one user, or none: then the company is to be asked
        :rtype: res.users (sudo)
        """
        self.ensure_one()
        partner_sudo = self.sudo()
        for user_sudo in (
            partner_sudo.user_id,
            partner_sudo.commercial_partner_id.user_id,
        ):
            # the public user is nobody to talk to
            if user_sudo.active and not user_sudo._is_public():
                return user_sudo
        return self.env["res.users"].sudo()

    def _get_missing_profile_fields(self, names):
        """Which fields this contact is asked for on the portal's first page.

        :param names: fields that its account page needs
        :return: names without a value, in the order of the form; empty where the
            contact has dismissed the question about all of them
        :rtype: list[str]
        """
        self.ensure_one()
        partner_sudo = self.sudo()
        missing = [
            name
            for name in self._get_profile_fields()
            if name in names and not partner_sudo[name]
        ]
        if not missing:
            return []
        dismissed = (partner_sudo.dismissed_profile_fields or "").split(",")
        return missing if set(missing) - set(dismissed) else []

    def _get_profile_fields(self):
        """Hook: the fields that a contact may be asked for, in the form's order.

        :rtype: list[str]
        """
        return [
            *("name", "email", "phone", "street", "city"),
            *("zip", "state_id", "country_id", "vat"),
        ]

    def _dismiss_profile_fields(self, names):
        """Do not ask this contact for these fields again.

        :param names: of fields
        """
        self.ensure_one()
        # sudo: contacts may not write their own record
        self.sudo().dismissed_profile_fields = ",".join(names)
