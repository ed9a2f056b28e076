"""Who signs up, and what it has."""

from odoo.tests import HttpCase, new_test_user

from ..common import PASSWORD, OnboardingCommon

EMAIL = "nina@example.com"


class SignupCommon(OnboardingCommon, HttpCase):
    """Pages on which anybody signs up, and staff who approve."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        parameters = cls.env["ir.config_parameter"].sudo()
        parameters.set_param("auth_signup.invitation_scope", "b2c")
        cls.env["portal.area"].search([]).off_by_default = False
        cls.page_company = cls.env.ref("base.public_user").sudo().company_id
        cls.env.user.sudo().company_ids |= cls.page_company
        cls.approver = new_test_user(
            cls.env, "approver", "base.group_user,customer_onboarding.group_user"
        )
        cls.page_company.customer_signup_user_id = cls.approver

    def sign_up(self, email=EMAIL, path="/web/signup"):
        """Post the form of the sign-up page.

        :return: the page it leads to; the new contact
        """
        data = {
            "csrf_token": self.csrf_token(path),
            "login": email,
            "name": email.partition("@")[0].title(),
            "password": PASSWORD,
            "confirm_password": PASSWORD,
        }
        page = self.url_open(path, data=data)
        user = self.env["res.users"].sudo().search([("login", "=", email)])
        return page, user.partner_id.with_env(self.env)

    def sign_up_waiting(self, email=EMAIL):
        """Sign up where sign-ups wait.

        :return: the page it leads to; the new contact
        """
        self.page_company.customer_signup_approval = True
        page, partner = self.sign_up(email)
        self.authenticate(None, None)
        return page, partner

    def give_documents(self, partner):
        """An invoice and a quotation of a contact, which it follows.

        :return: the invoice, the quotation
        """
        partner.sudo().user_ids.company_ids |= self.company
        invoice, order = self.make_invoice(partner), self.make_order(partner)
        for document in (invoice, order):
            document.message_subscribe(partner.ids)
        return invoice, order
