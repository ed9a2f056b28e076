from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import request, route

# Key in the session: the country of the contact and its empty fields, about
# none of which to ask. Otherwise each first page would read the country to find out.
COMPLETE = "portal_profile_complete"


class PortalProfile(CustomerPortal):
    """The portal's first page, and the addresses on the account page."""

    @route()
    def home(self, **kw):
        """Greet on the first page, whom to ask, and what is missing of the profile."""
        partner = request.env.user.partner_id
        company_contact = request.env.company.sudo().partner_id
        # both are read below: in one query, because this is every customer's first page
        (partner.commercial_partner_id | company_contact).mapped("name")
        response = super().home(**kw)
        if not response.is_qweb:  # another addon leads elsewhere
            return response
        response.qcontext.update(
            {
                "contact_person": partner._get_contact_person(),
                "missing_profile_fields": self._get_missing_profile_fields(),
            }
        )
        return response

    @route(
        "/my/profile/dismiss", type="http", auth="user", methods=["POST"], website=True
    )
    def dismiss_profile(self, **kwargs):
        """Do not ask the signed-in contact again for what is missing now."""
        partner = request.env.user.partner_id
        partner._dismiss_profile_fields(self._get_missing_profile_fields())
        return request.redirect("/my")

    def _get_missing_profile_fields(self):
        """What the account page needs of the signed-in contact and has not.

        :return: ``{name of the field: its label}``, in the order of the form
        :rtype: dict[str, str]
        """
        partner = request.env.user.partner_id
        partner_sudo = partner.sudo()
        country_sudo = partner_sudo.country_id
        empty = [
            name for name in partner._get_profile_fields() if not partner_sudo[name]
        ]
        seen = [country_sudo.id, *empty]
        if request.session.get(COMPLETE) == seen:
            return {}
        needed = self._get_mandatory_billing_address_fields(country_sudo)
        names = partner._get_missing_profile_fields(needed)
        if not names:
            request.session[COMPLETE] = seen
        return {
            name: partner._fields[name]._description_string(request.env)
            for name in names
        }

    def _prepare_address_form_values(self, partner_sudo, *args, **kwargs):
        """Add which fields the customer cannot change."""
        values = super()._prepare_address_form_values(partner_sudo, *args, **kwargs)
        return values | {"kept_fields": partner_sudo._get_kept_account_fields()}

    def _validate_address_values(self, address_values, partner_sudo, *args, **kwargs):
        """Say beside the fields what the model refuses."""
        invalid_fields, missing_fields, messages = super()._validate_address_values(
            address_values, partner_sudo, *args, **kwargs
        )
        if partner_sudo:
            kept, refusal = partner_sudo._get_account_refusal(address_values)
            if refusal:
                invalid_fields |= kept
                messages.append(refusal)
        return invalid_fields, missing_fields, messages

    def _prepare_my_account_rendering_values(self, *args, **kwargs):
        """Add where invoices and goods of this customer go."""
        values = super()._prepare_my_account_rendering_values(*args, **kwargs)
        partner_sudo = request.env.user.partner_id.sudo()
        found = partner_sudo.address_get(["invoice", "delivery"])
        return values | {
            "billing_address": partner_sudo.browse(found["invoice"]),
            "shipping_address": partner_sudo.browse(found["delivery"]),
        }
