from odoo import api, fields, models


class ExampleReminder(models.Model):
    """A note to a customer, whose records tell about loans."""

    _name = "example.reminder"
    _description = "Reminder"

    name = fields.Char(required=True)
    partner_id = fields.Many2one("res.partner", string="Customer")
    loan_id = fields.Many2one("example.loan")
    about = fields.Reference([("example.loan", "Loan")])
    loan_title = fields.Char()
    loan_count = fields.Integer(compute="_compute_loan_count", compute_sudo=True)

    @api.depends("partner_id")
    def _compute_loan_count(self):
        for reminder in self:
            reminder.loan_count = self.env["example.loan"].search_count(
                [("partner_id", "=", reminder.partner_id.id)]
            )
