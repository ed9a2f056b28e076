from odoo import models
from odoo.tools import SQL, hmac, urls


class ResPartner(models.Model):
    """Links to an account: bound to the address they were sent to, dead once used."""

    _inherit = "res.partner"

    def _get_login_date(self):
        """What must be as it was when a link was made: more than Odoo asks for.

        Odoo puts this into the tokens of its links, and compares it when one is
        opened. Its own answer, the last sign-in, leaves a link alive in the mailbox
        of an address that was corrected, and after a password was chosen without
        signing in.

        :return: ``[Odoo's own answer, digest of the address and the accounts]``
        :rtype: list
        """
        return [super()._get_login_date(), self._get_account_digest()]

    def _get_account_digest(self):
        """A digest of the email address and the accounts: logins and passwords.

        :return: hexadecimal, of a keyed hash: it tells nothing of what is in it
        :rtype: str
        """
        self.ensure_one()
        partner_sudo = self.sudo()
        Users = self.env["res.users"]
        Users.flush_model(["partner_id", "active", "login"])
        accounts = self.env.execute_query(
            SQL(
                # in SQL: the ORM does not give away the hashes of passwords
                "SELECT id, active, login, password FROM res_users"
                " WHERE partner_id = %s ORDER BY id",
                self.id,
            )
        )
        address = partner_sudo.email_normalized or partner_sudo.email or ""
        return hmac(
            partner_sudo.env, "customer_onboarding.account", [address, accounts]
        )

    def _get_portal_company(self):
        """The company whose portal a contact is invited to.

        The one place that decides it: its user, its mails and their links agree. The
        customer's company; that of a user it has already; else the current one.

        :rtype: res.company
        """
        self.ensure_one()
        partner_sudo = self.sudo()
        user_sudo = partner_sudo.user_ids.filtered("share")[:1]
        company_sudo = (
            partner_sudo.company_id
            or partner_sudo.commercial_partner_id.company_id
            or user_sudo.company_id & self.env.companies
        )
        return self.env["res.company"].browse(company_sudo.id) or self.env.company

    def _get_portal_url(self, path, company):
        """Hook: the whole address of a portal page, in this contact's language.

        :param str path: of the page, without language, with its query
        :param company: the ``res.company`` whose portal it is
        :rtype: str
        """
        self.ensure_one()
        lang = self.env["res.lang"]._get_data(code=self.sudo().lang)
        if lang.code in self.env["res.users"]._get_portal_langs():
            path = f"/{lang.url_code}{path}"
        return urls.urljoin(self._get_portal_base_url(company), path)

    def _get_portal_base_url(self, company):
        """Hook: the address of a company's portal, without a path.

        :param company: the ``res.company``
        :rtype: str
        """
        return company.sudo().get_base_url()
