from odoo import api, models
from odoo.exceptions import UserError

# Fewest characters of a portal user's password, where no policy says so
LEAST = 8


class ResUsers(models.Model):
    """Passwords of portal users: not too short, wherever they choose them.

    Odoo takes a single letter. With its app *Password Policy*, the rule is the
    administrator's, and that app refuses what is shorter.
    """

    _inherit = "res.users"

    @api.model
    def _get_portal_password_length(self, token=None):
        """How many characters the password of a portal user needs.

        :param str token: of the link that a password is chosen with; the link of an
            employee asks for none
        :rtype: int
        """
        if hasattr(self, "_check_password_policy"):
            parameters_sudo = self.env["ir.config_parameter"].sudo()
            return int(parameters_sudo.get_param("auth_password_policy.minlength", 0))
        if token:
            partners_sudo = self.env["res.partner"].sudo()
            partner_sudo = partners_sudo._get_partner_from_token(token) or partners_sudo
            users_sudo = partner_sudo.user_ids
            if users_sudo and not users_sudo[:1].share:
                return 0
        return LEAST

    @api.model
    def _get_short_password_error(self, least):
        """The sentence for a password that is too short.

        :param int least: how many characters it needs
        :rtype: str
        """
        return self.env._(
            "Your password is too short. Choose one of at least %(least)s characters.",
            least=least,
        )

    def _change_password(self, new_passwd):
        """Refuse a new password of a portal user's own that is too short.

        :raise UserError: naming how many characters it needs
        """
        if self.share and self == self.env.user:
            least = self._get_portal_password_length()
            if len(new_passwd.strip()) < least:
                raise UserError(self._get_short_password_error(least))
        return super()._change_password(new_passwd)
