from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.invitation.customer_invitation_mail import SAMPLE


class CustomerMailPreview(models.TransientModel):
    """The mails to customers as they read, in each language."""

    _name = "customer.mail.preview"
    _description = "Preview of the Mails to Customers"

    kind = fields.Selection(
        [
            ("access", "Welcome"),
            ("no_access", "Welcome Without Portal Access"),
            ("reminder", "Reminder"),
        ],
        string="Mail",
        required=True,
        default="access",
    )
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        required=True,
        default=lambda self: self.env.lang or "en_US",
    )
    subject = fields.Char(compute="_compute_mail")
    body = fields.Html(compute="_compute_mail", sanitize=False)
    issue = fields.Text(compute="_compute_mail")

    @api.depends("kind", "lang")
    def _compute_mail(self):
        for preview in self:
            values, issue = {}, False
            try:
                values = preview._prepare_mail()
            except (UserError, ValueError, SyntaxError) as error:
                issue = preview._prepare_issue(error)
            preview.subject = values.get("subject")
            preview.body = values.get("body_html")
            preview.issue = issue

    def _prepare_issue(self, error):
        """The sentence for a mail that cannot be shown.

        :param Exception error: of the template
        :rtype: str
        """
        # rendering errors carry a traceback: the line that says what is wrong
        lines = [line.strip() for line in str(error.args[0]).splitlines()]
        faults = [line for line in lines if "Error: " in line]
        return self.env._(
            "The email template has a mistake. Correct it, then try again. %(fault)s",
            fault=(faults or lines)[-1 if faults else 0],
        )

    def _prepare_mail(self):
        """Fill in the template for the user, as if it were a new customer.

        :return: values of ``mail.mail``
        :rtype: dict
        :raise UserError: the template was deleted, or has a mistake
        """
        user = self.env.user
        invitations = self.env["customer.invitation"].with_context(
            **{SAMPLE: self.kind != "no_access"}, template_preview_lang=self.lang
        )
        template_sudo = invitations._get_template(self.kind)
        sample = invitations.sudo().new(
            {
                "partner_id": user.partner_id.id,
                "email": user.email or user.login,
                "company_id": self.env.company.id,
            }
        )
        names = ["subject", "body_html", "email_from"]
        return template_sudo._generate_template([sample.id], names)[sample.id]

    def action_send_test(self):
        """Send the mail to the user, by the mail queue.

        :raise UserError: the user has no email address, or the template is wrong
        """
        self.check_access("write")
        self.ensure_one()
        user = self.env.user
        if not user.email:
            raise UserError(
                self.env._(
                    "%(user)s has no email address. Enter one in My Preferences.",
                    user=user.name,
                )
            )
        if self.issue:
            raise UserError(self.issue)
        values = self._prepare_mail()
        self.env["mail.mail"].sudo().create(
            {
                "subject": values["subject"],
                "body_html": values["body_html"],
                "email_from": values["email_from"],
                "email_to": user.email_formatted,
                "auto_delete": True,
            }
        )
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The mail is on its way to %s.", user.email),
            },
        }
