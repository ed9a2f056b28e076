from odoo.tests import HttpCase, tagged

from ..common import PASSWORD, OnboardingCommon


@tagged("post_install", "-at_install")
class TestSignUp(OnboardingCommon, HttpCase):
    """Who signs up on the website starts as a new customer of staff does."""

    def test_areas_and_currency(self):
        self.env["ir.config_parameter"].set_param("auth_signup.invitation_scope", "b2c")
        company = self.env.ref("base.public_user").sudo().company_id
        company.customer_currency_id = self.eur
        off = self.area_invoices | self.area_orders
        self.env["portal.area"].search([]).off_by_default = False
        off.off_by_default = True
        self.env.user.sudo().company_ids |= company
        staff_made = self.env["res.partner"].with_company(company).create({"name": "S"})
        data = {
            "csrf_token": self.csrf_token("/web/signup"),
            "login": "Nina@Example.com",
            "name": "Nina",
            "password": PASSWORD,
            "confirm_password": PASSWORD,
        }
        self.url_open("/web/signup", data=data)
        user = self.env["res.users"].sudo().search([("login", "=", data["login"])])
        self.assertTrue(user.share)
        partner = user.partner_id.with_company(company)
        self.assertEqual(partner.portal_off_area_ids, off)
        self.assertEqual(partner.portal_off_area_ids, staff_made.portal_off_area_ids)
        self.assertEqual(partner.property_sale_currency_id, self.eur)
        # and the portal obeys
        self.authenticate("nina@example.com", PASSWORD)
        self.assertEqual(self.url_open("/my/invoices").status_code, 403)
        self.assertEqual(self.url_open("/my/quotes").status_code, 200)
