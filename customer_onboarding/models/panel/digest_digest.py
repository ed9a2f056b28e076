from ast import literal_eval

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# of invitations whose receiver has no account yet, and could have one
WAITING = ("to_send", "sent", "failed", "expired")
# the lists behind the figures
CUSTOMERS = "customer_onboarding.res_partner_customer_action"
INVITATIONS = "customer_onboarding.customer_invitation_action"


class DigestDigest(models.Model):
    """Figures of onboarding in the emails that Odoo sends to staff now and then.

    They are off until somebody ticks them on a digest. Only those who take on customers
    are told.
    """

    _inherit = "digest.digest"

    kpi_new_customers = fields.Boolean("New Customers")
    kpi_new_customers_value = fields.Integer(compute="_compute_kpi_new_customers_value")
    kpi_waiting_invitations = fields.Boolean("Invitations Waiting")
    kpi_waiting_invitations_value = fields.Integer(
        compute="_compute_kpi_waiting_invitations_value",
        help="Welcome mails of the period whose receiver has not opened an account.",
    )

    def _compute_kpi_new_customers_value(self):
        """Count the customers of the period; those of no company are every company's.

        :raise AccessError: the reader does not take on customers; Odoo then leaves the
            figure out
        """
        self._check_customer_kpi()
        start, end, __ = self._get_kpi_compute_parameters()
        # those of the list that the figure leads to
        action = self.env["ir.actions.act_window"]._for_xml_id(CUSTOMERS)
        domain = Domain(literal_eval(action["domain"]))
        domain &= Domain("create_date", ">=", start) & Domain("create_date", "<", end)
        counts = dict(
            self.env["res.partner"]._read_group(domain, ["company_id"], ["__count"])
        )
        shared = counts.get(self.env["res.company"], 0)
        for digest in self:
            company = digest.company_id or self.env.company
            digest.kpi_new_customers_value = shared + counts.get(company, 0)

    def _compute_kpi_waiting_invitations_value(self):
        """Count the invitations of the period that led to no account.

        :raise AccessError: the reader does not take on customers; Odoo then leaves the
            figure out
        """
        self._check_customer_kpi()
        self._calculate_company_based_kpi(
            "customer.invitation",
            "kpi_waiting_invitations_value",
            additional_domain=[("state", "in", WAITING)],
        )

    def _check_customer_kpi(self):
        """Refuse figures to those who do not take on customers.

        :raise AccessError: saying so
        """
        if not self.env.user.has_group("customer_onboarding.group_user"):
            raise AccessError(
                self.env._("Only those who take on customers are told these figures.")
            )

    def _compute_kpis_actions(self, company, user):
        """Lead from each figure to its list."""
        menu = self.env.ref("customer_onboarding.menu_root").id
        return super()._compute_kpis_actions(company, user) | {
            "kpi_new_customers": f"{CUSTOMERS}?menu_id={menu}",
            "kpi_waiting_invitations": f"{INVITATIONS}?menu_id={menu}",
        }
