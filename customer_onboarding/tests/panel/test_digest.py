from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestDigest(OnboardingCommon):
    """New customers and waiting invitations, in the emails of digests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(
            cls.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        cls.plain = new_test_user(cls.env, "plain", "base.group_user")
        cls.digest = cls.env["digest.digest"].create(
            {
                "name": "Onboarding",
                "kpi_new_customers": True,
                "kpi_waiting_invitations": True,
                "user_ids": [Command.set((cls.clerk | cls.plain).ids)],
            }
        )

    def set_age(self, records, **interval):
        """Say that records were created that long before now."""
        before = fields.Datetime.now() - timedelta(**interval)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET create_date = %s WHERE id IN %s",
                *(SQL.identifier(records._table), before, records._ids),
            )
        )
        self.env.invalidate_all()

    def read_kpis(self, user):
        """Figures of yesterday, of the last 7 and of the last 30 days, by name."""
        kpis = self.digest._compute_kpis(self.company, user)
        return {
            kpi["kpi_name"]: [kpi[f"kpi_col{number}"]["value"] for number in (1, 2, 3)]
            for kpi in kpis
        }

    def test_figures(self):
        before = self.read_kpis(self.clerk)
        new = self.env["res.partner"].create(
            [
                {"name": "Ada", "email": "ada@example.com", "customer_rank": 1},
                {"name": "Bea", "email": "bea@example.com", "customer_rank": 1},
                {"name": "Cem", "email": "cem@example.com", "customer_rank": 1},
                # neither a customer nor of this company
                {"name": "Vendor", "supplier_rank": 1},
                {
                    "name": "Abroad",
                    "customer_rank": 1,
                    "company_id": self.setup_other_company()["company"].id,
                },
            ]
        )
        contact = new[0].create({"name": "Contact", "parent_id": new[0].id})
        invitations = self.env["customer.invitation"]._invite(new[:3])
        self.assertEqual(len(invitations), 3)
        invitations[0].opened_date = fields.Datetime.now()
        self.set_age(new[1:] | contact, hours=6)
        self.set_age(new[:1], days=10)
        self.set_age(invitations[:2], hours=6)
        self.set_age(invitations[2:], days=10)
        after = self.read_kpis(self.clerk)
        more = {
            name: [now - then for now, then in zip(values, before[name], strict=True)]
            for name, values in after.items()
        }
        self.assertEqual(
            more,
            {"kpi_new_customers": [2, 2, 3], "kpi_waiting_invitations": [1, 1, 2]},
        )

    def test_only_those_who_take_on_customers_are_told(self):
        self.assertEqual(self.read_kpis(self.plain), {})
        self.assertEqual(
            set(self.read_kpis(self.clerk)),
            {"kpi_new_customers", "kpi_waiting_invitations"},
        )

    def test_the_email_leads_to_the_lists(self):
        self.digest._action_send_to_user(self.clerk)
        mail = self.env["mail.mail"].search(
            [("email_to", "=", self.clerk.email_formatted)], limit=1, order="id desc"
        )
        for text in (
            "New Customers",
            "Invitations Waiting",
            "/odoo/action-customer_onboarding.res_partner_customer_action",
            "/odoo/action-customer_onboarding.customer_invitation_action",
        ):
            self.assertIn(text, mail.body_html)

    def test_off_until_somebody_ticks_it(self):
        default = self.env.ref("digest.digest_digest_default")
        self.assertFalse(default.kpi_new_customers or default.kpi_waiting_invitations)
