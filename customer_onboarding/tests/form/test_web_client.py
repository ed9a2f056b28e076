from odoo.addons.web.tests import test_js
from odoo.tests import HttpCase, tagged

# what HOOT calls our folder of tests
SUITE = "@customer_onboarding"


@tagged("post_install", "-at_install")
class TestWebClient(HttpCase):
    """The unit tests of our part of the web client, run by Odoo's HOOT."""

    def test_unit_tests(self):
        suite = test_js.HOOTCommon._generate_hash(self, SUITE)
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )
