from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """What customers may change of themselves, as the company's settings say.

    A step of ``write``, so that it holds on every way: the account page, the addresses,
    the shop and programs of the customer. What is empty may be filled in: the first
    page asks for it.
    """

    _inherit = "res.partner"

    def _get_account_policies(self):
        """Hook: which of the company's settings decides about which fields.

        :return: ``{boolean field of the company: names of fields}``
        :rtype: dict[str, set[str]]
        """
        return {
            "customer_edits_name": {"name", "company_name"},
            "customer_edits_email": {"email"},
            "customer_edits_phone": {"phone"},
            "customer_edits_address": {*self._address_fields()},
            "customer_edits_vat": {"vat"},
        }

    def _get_kept_account_fields(self):
        """The fields of this contact that only staff may change.

        Of the customer's contacts and billing addresses. Further addresses, of
        deliveries, are the customer's to keep.

        :return: names; none where it is not a customer who asks
        :rtype: set[str]
        """
        user = self.env.user
        if not self or not user.share or user._is_public():
            return set()
        partner_sudo = self.sudo()
        own_sudo = user.sudo().partner_id.commercial_partner_id
        if partner_sudo.commercial_partner_id != own_sudo or partner_sudo.type not in (
            "contact",
            "invoice",
        ):
            return set()
        company_sudo = partner_sudo._get_portal_company().sudo()
        kept = set()
        for policy, names in self._get_account_policies().items():
            if not company_sudo[policy]:
                kept |= {
                    name for name in names if partner_sudo._get_account_value(name)
                }
        return kept

    def _get_account_value(self, name):
        """What the account page shows of this contact in a field.

        :param str name: of the field
        :return: as ``write`` takes it
        """
        self.ensure_one()
        if name == "company_name":
            return self.commercial_company_name
        return self._fields[name].convert_to_write(self[name], self)

    def _get_account_refusal(self, vals):
        """Why a customer may not write these values.

        :param dict vals: as of ``write``
        :return: ``(names of the fields, sentence)``, or ``(set(), False)``
        :rtype: tuple[set[str], str | bool]
        """
        self.ensure_one()
        partner_sudo = self.sudo()
        changed = set()
        for name in self._get_kept_account_fields().intersection(vals):
            after = vals[name]
            after = after.strip() if isinstance(after, str) else after
            if name == "company_name" and not after:
                continue  # Odoo empties it where the company is a contact of its own
            if (after or False) != partner_sudo._get_account_value(name):
                changed.add(name)
        if not changed:
            return set(), False
        labels = [
            self._fields[name]._description_string(self.env) for name in sorted(changed)
        ]
        person = self._get_contact_person().name
        company = self._get_portal_company().sudo().name
        return changed, self.env._(
            "%(customer)s cannot change this in the portal: %(fields)s. Ask %(person)s "
            "to do it.",
            customer=partner_sudo.display_name,
            fields=", ".join(labels),
            person=person or company,
        )

    def _change_account(self, vals):
        """Step: refuse what customers may not change of themselves.

        :raise UserError: naming the contact, the fields and whom to ask
        """
        if self.env.user.share and not self.env.user._is_public():
            for partner in self:
                __, refusal = partner._get_account_refusal(vals)
                if refusal:
                    raise UserError(refusal)
