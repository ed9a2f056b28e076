"""The customers and loans of the example app."""

from odoo import models

MARKER = "zzloanzz"


class TestWorldApp(models.AbstractModel):
    """Customers of the addon portal_example_app."""

    _name = "test.world.app"
    _inherit = "test.world"
    _description = "Loans of the example app"

    def _make(self, names):
        """Make customers, each with a loan and a reminder of it.

        :param list[str] names: of the customers, and their logins
        :return: by name the `partner`, `loan` and `reminder` (ids), and the loan's
            access `token`
        :rtype: dict
        """
        return {name: self._make_customer(name) for name in names}

    def _make_customer(self, name):
        partner = self.env["res.partner"].create(
            {"name": name, "email": f"{name}@x.test"}
        )
        self._make_portal_user(partner, name)
        loan = self.env["example.loan"].create(
            {"name": f"{MARKER}{name}", "partner_id": partner.id}
        )
        self._post_on(loan, partner)
        reminder = self.env["example.reminder"].create(
            {
                "name": "Bring it back",
                "partner_id": partner.id,
                "loan_id": loan.id,
                "loan_title": loan.name,
                "about": f"{loan._name},{loan.id}",
            }
        )
        return {
            "partner": partner.id,
            "loan": loan.id,
            "token": loan._portal_ensure_token(),
            "reminder": reminder.id,
        }
