from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """The boxes of a new customer, and reminders of the welcome mail."""

    _inherit = "res.company"

    customer_grant_access_default = fields.Boolean(
        "Grant Portal Access to New Customers",
        prefetch="customer_onboarding",
        help="The box Grant portal access is ticked by default on the form of a new "
        "customer. On from the installation if an outgoing mail server was set up by "
        "then.",
    )
    customer_send_welcome_default = fields.Boolean(
        "Send Welcome Mail to New Customers",
        prefetch="customer_onboarding",
        help="The box Send welcome mail is ticked by default on the form of a new "
        "customer. On from the installation if an outgoing mail server was set up by "
        "then.",
    )
    customer_new_link = fields.Selection(
        [("ask", "Ask Staff"), ("send", "Send at Once")],
        "New Links",
        default="ask",
        prefetch="customer_onboarding",
        required=True,
        help="What happens when a contact, whose link no longer works, asks for a new "
        "one. Ask Staff: the salesperson gets an activity. Send at Once: the welcome "
        "mail goes to the contact's email address again.",
    )
    customer_reminder = fields.Boolean(
        "Send Reminders",
        prefetch="customer_onboarding",
        help="Remind contacts who were sent a link and have not signed in. The "
        "reminder has a new link; the earlier link stops working.",
    )
    customer_reminder_days = fields.Integer(
        "Days Before a Reminder",
        prefetch="customer_onboarding",
        default=4,
        help="Days without sign-in after a mail before the next reminder is sent.",
    )
    customer_reminder_max = fields.Integer(
        "Maximum Number of Reminders",
        prefetch="customer_onboarding",
        default=2,
        help="A contact gets no more reminders than this.",
    )

    @api.constrains(
        "customer_reminder", "customer_reminder_days", "customer_reminder_max"
    )
    def _check_customer_reminder(self):
        for company in self.filtered("customer_reminder"):
            if min(company.customer_reminder_days, company.customer_reminder_max) < 1:
                raise ValidationError(
                    self.env._(
                        "Reminders of %(company)s need at least one day before a "
                        "reminder, and at least one reminder. To send none, untick "
                        "Send Reminders.",
                        company=company.name,
                    )
                )
