from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, email_normalize


class ResUsers(models.Model):
    """Logins of customers: they are their email addresses, in any case."""

    _inherit = "res.users"

    # logins are compared without regard to case, at every sign-in
    _lower_login_idx = models.Index("(lower(login))")

    def _prepare_logins_of_new_email(self, email):
        """The new logins of these users, whose contacts get another email address.

        Customers are told to sign in with their address. So the login follows it
        where it was the address; before the first sign-in, also where it is one that
        was corrected. A login of another kind was chosen on purpose, and stays.

        :param email: the new address; nobody's login becomes something else
        :return: ``{user: login}``
        :rtype: dict
        :raise UserError: the address is the login of somebody else
        """
        login = email_normalize(email)
        following = self.filtered(
            lambda user: login and user.login != login and user._is_login_an_email()
        )
        if len(following) > 1:
            raise UserError(
                self.env._(
                    "%(contacts)s cannot all sign in with %(email)s. Enter a "
                    "different email address for each of them.",
                    contacts=", ".join(following.mapped("name")),
                    email=login,
                )
            )
        if following:
            following.partner_id._check_login_is_free(login, following)
        return dict.fromkeys(following, login)

    def _is_login_an_email(self):
        """Whether this customer signs in with the address of the contact.

        :rtype: bool
        """
        self.ensure_one()
        return self.share and (
            self.login.lower() == self.partner_id.email_normalized
            or (not self.login_date and bool(email_normalize(self.login)))
        )

    def copy_data(self, default=None):
        """Let a sign-up start as a new customer of staff does.

        Odoo copies its template user, whose contact was made before any setting: what
        it lacks is then filled in by the defaults and steps of new customers.
        """
        vals_list = super().copy_data(default)
        for user, vals in zip(self, vals_list, strict=True):
            if user.id == user._get_signup_template_id():
                for name in self._get_signup_fresh_fields() - (default or {}).keys():
                    vals.pop(name, None)
        return vals_list

    @api.model
    def _get_signup_template_id(self):
        """The id of the user whom Odoo copies at sign-ups, or 0.

        :rtype: int
        """
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        value = parameters_sudo.get_param("base.template_portal_user_id")
        return int(value) if value and value.isdigit() else 0

    @api.model
    def _get_signup_fresh_fields(self):
        """Hook: fields of the contact that a sign-up does not take from the template.

        :rtype: set[str]
        """
        return {
            "portal_off_area_ids",
            "property_sale_currency_id",
            "customer_group_ids",
        }

    def _login(self, credential, user_agent_env):
        """Let customers type their login in any case."""
        if login := credential.get("login"):
            credential = {**credential, "login": self._get_known_login(login)}
        return super()._login(credential, user_agent_env)

    @api.model
    def reset_password(self, login):
        """Find the account whatever the case the login is typed in."""
        return super().reset_password(self._get_known_login(login))

    @api.model
    def _get_known_login(self, login):
        """The login of the portal user whom somebody means who typed this.

        Our mails print logins, and people type them as they write their address.
        Exactly what was typed comes first, and employees are asked for their exact
        login, as in Odoo.

        :param str login: as typed
        :return: the login of one portal user, or else what was typed
        :rtype: str
        """
        self.flush_model(["login", "active", "share"])
        rows = self.env.execute_query(
            SQL(
                "SELECT login, share FROM res_users"
                " WHERE active AND lower(login) = lower(%s)",
                login.strip(),
            )
        )
        known = {known for known, share in rows if share}
        if login in dict(rows) or len(known) != 1:
            return login
        return known.pop()

    @api.model
    def _find_login_holders(self, emails):
        """The users to whom email addresses belong already, archived ones included.

        Whoever has one as login, in any case; and employees who have it as email.

        :param emails: normalized addresses
        :type emails: Iterable[str]
        :return: ``{email: users}`` (sudo), with empty ones
        :rtype: dict
        """
        self.flush_model(["login", "share", "partner_id"])
        self.env["res.partner"].flush_model(["email_normalized"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH asked AS (SELECT unnest(%(emails)s::text[]) AS email)
                SELECT asked.email, res_users.id FROM asked
                  JOIN res_users ON lower(res_users.login) = lower(asked.email)
                 UNION
                SELECT asked.email, res_users.id FROM asked
                  JOIN res_partner ON res_partner.email_normalized = asked.email
                  JOIN res_users ON res_users.partner_id = res_partner.id
                 WHERE NOT res_users.share
                 ORDER BY 1, 2
                """,
                emails=list(emails),
            )
        )
        ids_of = {email: [] for email in emails}
        for email, user_id in rows:
            ids_of[email].append(user_id)
        return {email: self.sudo().browse(ids) for email, ids in ids_of.items()}
