"""Companies and customers that the tests in a browser start from."""

from odoo import models


class TestWorldJourney(models.AbstractModel):
    """What is there before a customer is taken on."""

    _name = "test.world.journey"
    _inherit = "test.world"
    _description = "Company that takes on customers"

    def _make_company(self, lang="fr_FR"):
        """Make a company with accounts, a customer group, a language and euros.

        :param str lang: its code
        """
        self._load_chart()
        self._load_languages([lang])
        self.env.ref("base.EUR").active = True
        self.env["customer.group"].create({"name": "Resellers"})
        self.env.company.write(
            {"name": "Northwind", "email": "office@northwind.example.com"}
        )

    def _welcome_customers(self, codes):
        """Make a customer of each language, with access and a welcome mail.

        :param list[str] codes: of languages; a customer is named after its own
        """
        self._load_chart()
        self._load_languages(codes)
        customers = self.env["res.partner"].create(
            [
                {"name": code, "email": f"{code}@example.com".lower(), "lang": code}
                for code in codes
            ]
        )
        for customer in customers:
            customer._onboard(grant_portal_access=True, send_welcome_mail=True)
