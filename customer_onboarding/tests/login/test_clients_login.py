from odoo.tests import HttpCase, tagged

from ..common import PASSWORD, OnboardingCommon

OFF_SITE = (
    "https://evil.example.com/x",
    "//evil.example.com",
    "///evil.example.com",
    "/\t/evil.example.com",
    "/\n/evil.example.com",
    "\t//evil.example.com",
    "\r\n//evil.example.com",
    "/\\evil.example.com",
    "\\\\evil.example.com",
    "/%2Fevil.example.com",
    "/%5Cevil.example.com",
    "/%09/evil.example.com",
    "/%252Fevil.example.com",
    "%2F%2Fevil.example.com",
    "javascript:alert(1)",
    "/my\r\nSet-Cookie: a=b",
    " //evil.example.com",
    "my",
    "",
)
LOCAL = ("/my/invoices", "/my/orders?page=2&sortby=name", "/fr/my/invoices")


@tagged("post_install", "-at_install")
class TestClientsLogin(OnboardingCommon, HttpCase):
    """The portal's login page leads to pages of this site alone."""

    def target(self, redirect):
        """Where the page leads, signed in or not."""
        response = self.url_open(
            "/clients/login", params={"redirect": redirect}, allow_redirects=False
        )
        self.assertEqual(response.status_code, 303, redirect)
        return response.headers["Location"].removeprefix(self.base_url())

    def test_who_is_signed_in(self):
        user = self.make_portal_user(self.make_customer())
        self.authenticate(user.login, PASSWORD)
        self.assertEqual([self.target(url) for url in LOCAL], list(LOCAL))
        for url in OFF_SITE:
            self.assertEqual(self.target(url), "/my", url)

    def test_who_is_not(self):
        self.assertIn("redirect=%2Fmy%2Finvoices", self.target(LOCAL[0]))
        for url in OFF_SITE:
            self.assertEqual(self.target(url), "/web/login?redirect=%2Fmy", url)
