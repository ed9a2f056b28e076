from odoo import fields, models


class ExampleLoan(models.Model):
    """A book lent to a customer: what the portal shows."""

    _name = "example.loan"
    _description = "Loan"
    _inherit = ["portal.mixin", "mail.thread"]

    name = fields.Char(required=True)
    partner_id = fields.Many2one("res.partner", string="Customer")

    def _compute_access_url(self):
        super()._compute_access_url()
        for loan in self:
            loan.access_url = f"/my/loans/{loan.id}"
