import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_time

from .ir_qweb import COMPILED, Compiled

_logger = logging.getLogger(__name__)

# Key of the context: the invitation is a sample of the settings
SAMPLE = "customer_onboarding_sample"
# What our templates are sent for, and their names in ``customer_onboarding``
TEMPLATES = {
    "access": "mail_template_welcome",
    "no_access": "mail_template_welcome_no_access",
    "reminder": "mail_template_reminder",
}


class CustomerInvitation(models.Model):
    """The mails of invitations: which template, and what it says to whom."""

    _inherit = "customer.invitation"

    has_signed_in = fields.Boolean(
        compute="_compute_has_signed_in",
        help="The contact has signed in before: it has a password.",
    )
    contact_id = fields.Many2one(
        "res.partner",
        "Contact Person",
        compute="_compute_contact_id",
        help="Salesperson of the customer; without one, the company.",
    )
    mail_lang = fields.Char(
        compute="_compute_mail_lang",
        help="Language of the mail, as HTML names it: fr-FR.",
    )
    mail_direction = fields.Char(
        compute="_compute_mail_lang", help="rtl or ltr: direction of that language."
    )
    link_end = fields.Char(
        "Link Works Until",
        compute="_compute_link_end",
        help="Date and time in the language of the mail and the time zone of the "
        "contact, else of the company. The zone is named.",
    )

    def _compute_has_signed_in(self):
        for invitation in self:
            invitation.has_signed_in = bool(invitation._get_user().login_date)

    # not on their salesperson: each new contact would look for invitations
    @api.depends("partner_id", "company_id")
    def _compute_contact_id(self):
        for invitation in self:
            partner_sudo = invitation.partner_id.sudo()
            seller_sudo = (
                partner_sudo.user_id or partner_sudo.commercial_partner_id.user_id
            )
            company_sudo = invitation.company_id.sudo()
            invitation.contact_id = seller_sudo.partner_id or company_sudo.partner_id

    @api.depends_context("lang")
    def _compute_mail_lang(self):
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        code = (lang.code or "en_US").split("@")[0].replace("_", "-")
        for invitation in self:
            invitation.mail_lang = code
            invitation.mail_direction = lang.direction or "ltr"

    @api.depends_context("lang")
    def _compute_link_end(self):
        """Tell how long the link works if the mail leaves now.

        Its token is made when the mail leaves: the link works at least so long.
        """
        end = fields.Datetime.now() + timedelta(hours=self._get_link_hours())
        for invitation in self:
            zone = (
                invitation.partner_id.tz
                or invitation.company_id.sudo().partner_id.tz
                or "UTC"
            )
            local = fields.Datetime.context_timestamp(
                invitation.with_context(tz=zone), end
            )
            day = format_date(self.env, local.date(), date_format="long")
            time = format_time(self.env, end, tz=zone, time_format="short")
            invitation.link_end = f"{day}, {time} ({zone})"

    @api.depends_context(SAMPLE)
    def _compute_welcome_url(self):
        """Show a link in a sample, which nobody's account belongs to."""
        if not self.env.context.get(SAMPLE):
            return super()._compute_welcome_url()
        for invitation in self:
            invitation.welcome_url = invitation.partner_id._get_portal_url(
                "/clients/login", invitation.company_id
            )
        return None

    @api.model
    def _get_link_hours(self):
        """How many hours the link of a mail works.

        :rtype: int
        """
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        return int(parameters_sudo.get_param("auth_signup.signup.validity.hours", 144))

    @api.model
    def _get_template(self, kind):
        """One of our mail templates (sudo).

        :param str kind: a key of TEMPLATES
        :raise UserError: it has been deleted
        """
        xmlid = f"customer_onboarding.{TEMPLATES[kind]}"
        template_id = self.env["ir.model.data"]._xmlid_to_res_id(
            xmlid, raise_if_not_found=False
        )
        if not template_id:
            raise UserError(
                self.env._(
                    "The email template of the welcome mail was deleted. Upgrade "
                    "Customer Onboarding in Apps to restore it."
                )
            )
        return self.env["mail.template"].sudo().browse(template_id)

    def _get_welcome_template(self):
        """The template of this invitation: its group's own, else one of ours (sudo).

        :raise UserError: it has been deleted
        """
        self.ensure_one()
        if self.reminder_number:
            return self._get_template("reminder")
        groups_sudo = self.commercial_partner_id.sudo().customer_group_ids
        group_sudo = groups_sudo._get_first("welcome_template_id")
        if own_sudo := group_sudo.welcome_template_id:
            return own_sudo
        return self._get_template("access" if self._get_user() else "no_access")

    def _queue_welcome_mails(self):
        """Queue the mails of these invitations, each by its own template.

        :raise UserError: a template has been deleted, or is wrong for one of several
        """
        for template_sudo, invitations in self.grouped(
            lambda invitation: invitation._get_welcome_template()
        ).items():
            invitations._queue_mails(template_sudo)

    def _queue_mails(self, template):
        """Fill in the template for these invitations, and have the mails sent soon.

        A template with a mistake fails one invitation, which then says so.

        :param template: the ``mail.template`` (sudo)
        :raise UserError: it cannot be filled in for one of several: whoever asked
            tries again with fewer, and finds the one
        """
        try:
            with self.env.cr.savepoint():
                template = template.with_context(**{COMPILED: Compiled()})
                mails_sudo = template.send_mail_batch(self.ids)
        except (UserError, ValueError, SyntaxError) as error:
            if len(self) > 1:
                raise UserError(self._prepare_template_issue(template)) from error
            # rendering errors carry a traceback: it is the admin's, not the user's
            _logger.warning("Rendering the welcome mail", exc_info=True)
            self._mark_failed(self._prepare_template_issue(template))
            return
        for invitation_sudo, mail_sudo in zip(self.sudo(), mails_sudo, strict=True):
            invitation_sudo.mail_id = mail_sudo.id
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _prepare_template_issue(self, template):
        """The sentence for mails that a template with a mistake did not make.

        :param template: the ``mail.template`` (sudo)
        :rtype: str
        """
        return self.env._(
            "The welcome mail to %(customer)s could not be written because the email "
            "template %(template)s has a mistake. Ask an administrator to correct it "
            "in the settings of Customer Onboarding, then send the mail again.",
            customer=self[:1].partner_id.display_name,
            template=template.name,
        )
