from odoo import models


class CustomerPolicyMixin(models.AbstractModel):
    """Policies: whoever saved them has taken the first step."""

    _inherit = "customer.policy.mixin"

    def _set_policies(self):
        """Note for the company that its policies were decided on."""
        result = super()._set_policies()
        step_sudo = self.env.ref(
            "customer_onboarding.onboarding_step_defaults", raise_if_not_found=False
        )
        for company in self.company_id if step_sudo else ():
            step_sudo.sudo().with_company(company).action_set_just_done()
        return result
