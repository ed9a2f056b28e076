from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.exceptions import UserError
from odoo.http import request, route


class PortalEmail(CustomerPortal):
    """Customers change the email address of their account by a link sent to it."""

    @route("/my/email/confirm", type="http", auth="user", website=True, sitemap=False)
    def confirm_email(self, token=None, **kwargs):
        """Where the mail to a new address leads: it becomes the account's.

        Only for who is signed in as the account: a mistyped address is somebody
        else's, who can open the link, but not the account.

        :param str token: the secret of the link
        """
        user = request.env.user
        error = False
        try:
            confirmed = user.partner_id._confirm_email(token)
        except UserError as refusal:
            confirmed, error = False, refusal.args[0]
        if confirmed:
            # the login has followed, which would end this session
            request.session.session_token = user.sudo()._compute_session_token(
                request.session.sid
            )
        return request.render(
            "customer_onboarding.portal_email_confirm",
            {
                "page_name": "email_confirm",
                "confirmed": confirmed,
                "error": error,
                "user": user,
            },
        )

    def _prepare_my_account_rendering_values(self, *args, **kwargs):
        """Add the address that waits for being confirmed."""
        values = super()._prepare_my_account_rendering_values(*args, **kwargs)
        return values | {
            "pending_email": request.env.user.partner_id._get_pending_email()
        }

    def _validate_address_values(self, address_values, partner_sudo, *args, **kwargs):
        """Say beside the field what the model refuses."""
        invalid_fields, missing_fields, messages = super()._validate_address_values(
            address_values, partner_sudo, *args, **kwargs
        )
        if partner_sudo and "email" in address_values and "email" not in invalid_fields:
            refusal = partner_sudo._get_email_refusal(address_values["email"])
            if refusal:
                invalid_fields.add("email")
                messages.append(refusal)
        return invalid_fields, missing_fields, messages

    def _create_or_update_address(self, partner_sudo, **form_data):
        """Lead back to the account page, which tells of the link that was sent."""
        own_sudo = request.env.user.partner_id.sudo()
        before = own_sudo.requested_email_date
        partner_sudo, feedback = super()._create_or_update_address(
            partner_sudo, **form_data
        )
        if (
            own_sudo.requested_email_date != before
            and feedback.get("redirectUrl") == "/my"
        ):
            feedback["redirectUrl"] = "/my/account"
        return partner_sudo, feedback
