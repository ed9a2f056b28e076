from odoo import SUPERUSER_ID, api, models


class OnboardingOnboardingStep(models.Model):
    """The four first steps of a company, and what shows that they were taken."""

    _inherit = "onboarding.onboarding.step"

    def _find_customer_steps_done(self):
        """Mark the steps that were taken, wherever that was.

        The records tell: whoever uses the menus instead of the panel has taken them,
        too. Policies are noted where they are saved, because their values say nothing.
        """
        evidence = {
            # superuser: as the addon delivers them
            "areas": ("portal.area", [("write_uid", "!=", SUPERUSER_ID)]),
            "template": (
                "mail.template",
                [
                    ("model", "=", "customer.invitation"),
                    ("write_uid", "!=", SUPERUSER_ID),
                ],
            ),
            "customer": (
                "res.partner",
                [
                    ("create_uid", "!=", SUPERUSER_ID),
                    ("parent_id", "=", False),
                    ("partner_share", "=", True),
                    ("ref_company_ids", "=", False),
                    ("supplier_rank", "=", 0),
                    ("company_id", "in", (False, self.env.company.id)),
                ],
            ),
        }
        for name, (model, domain) in evidence.items():
            step_sudo = self.env.ref(
                f"customer_onboarding.onboarding_step_{name}", raise_if_not_found=False
            )
            if (
                step_sudo in self
                and step_sudo.current_step_state == "not_done"
                and self.env[model].sudo().search_count(domain, limit=1)
            ):
                step_sudo.action_set_just_done()

    @api.model
    def action_open_customer_defaults(self):
        """Open the policies.

        :raise AccessError: the user is no administrator of the app
        """
        return self._open_customer_step("customer_onboarding_policy_action")

    @api.model
    def action_open_customer_areas(self):
        """Open the portal areas.

        :raise AccessError: the user is no administrator of the app
        """
        return self._open_customer_step("portal_area_action")

    @api.model
    def action_open_customer_template(self):
        """Open the template of the welcome mail.

        :raise AccessError: the user is no administrator of the app
        :raise UserError: the template was deleted
        """
        policies = self.env["customer.onboarding.policy"]
        policies.check_access("create")
        return policies.action_open_welcome_template() | {
            "views": [(False, "form")],
            "target": "current",
        }

    @api.model
    def action_open_customer_new(self):
        """Open the form of a new customer.

        :raise AccessError: the user is no administrator of the app
        """
        return self._open_customer_step("res_partner_customer_new_action")

    @api.model
    def _open_customer_step(self, name):
        """An action of ours, for administrators of the app.

        :param str name: its XML id in this addon
        :rtype: dict
        :raise AccessError: the user is none
        """
        self.env["customer.onboarding.policy"].check_access("create")
        return self.env["ir.actions.act_window"]._for_xml_id(
            f"customer_onboarding.{name}"
        )
