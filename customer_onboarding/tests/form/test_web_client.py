from odoo.tests import HttpCase, tagged

# what HOOT calls our folder of tests
SUITE = "@customer_onboarding"


@tagged("post_install", "-at_install")
class TestWebClient(HttpCase):
    """The unit tests of our part of the web client, run by Odoo's HOOT."""

    def test_unit_tests(self):
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            f"&id={hoot_id(SUITE)}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )


def hoot_id(name):
    """The id that HOOT gives to a suite.

    :rtype: str
    """
    number = 0
    for character in name:
        number = ((number << 5) - number + ord(character)) & 0xFFFFFFFF
    return f"{number:08x}"
