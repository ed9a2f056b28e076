from odoo import models


class ResPartner(models.Model):
    """Links in mails lead to the website of the company that invites."""

    _inherit = "res.partner"

    def _get_portal_website(self, company):
        """The website whose portal this contact uses.

        Its own, if that is of the company; the company's; else the default one.

        :param company: the ``res.company`` that invites
        :rtype: website (sudo)
        """
        self.ensure_one()
        own_sudo = self.sudo().website_id
        if own_sudo.company_id == company:
            return own_sudo
        website_sudo = company.sudo().website_id
        return website_sudo or self.env["website"].get_current_website().sudo()

    def _get_portal_url(self, path, company):
        """Name a language only if that website has it."""
        website_sudo = self._get_portal_website(company)
        return super(
            ResPartner, self.with_context(website_id=website_sudo.id)
        )._get_portal_url(path, company)

    def _get_portal_base_url(self, company):
        """Take the website's own domain, if it has one."""
        return self._get_portal_website(company).get_base_url()
