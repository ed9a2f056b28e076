from odoo import api, models

PANEL = "customer_onboarding.onboarding_panel"


class OnboardingOnboarding(models.Model):
    """The panel of first steps above the list of customers, one for each company."""

    _inherit = "onboarding.onboarding"

    @api.model
    def get_customer_panel(self):
        """Tell what stands above the list of customers for this user.

        For all employees: administrators of the app are given the
        steps until all are taken or the panel is closed; who may not create customers
        is told which right to ask for.

        :return: ``steps``: list of dict with ``id``, ``title``, ``description``,
            ``button``, ``action`` (method of the step) and ``done``; ``hint``: sentence
            or False
        :rtype: dict
        :raise AccessError: the user is no employee
        """
        # employees alone may read groups; portal users may read contacts, too
        self.env["customer.group"].check_access("read")
        hint = not self.env["res.partner"].has_access("create") and self.env._(
            "You can read customers, but not create any. To create customers, ask an "
            "administrator for the right “Customer Onboarding: User”."
        )
        return {"steps": self._get_customer_steps(), "hint": hint}

    @api.model
    def action_close_customer_panel(self):
        """Close the panel for the current company and all its users.

        :raise AccessError: the user is no administrator of the app
        """
        self.env["customer.onboarding.policy"].check_access("create")
        panel_sudo = self.env.ref(PANEL).sudo()
        panel_sudo._search_or_create_progress()
        panel_sudo.action_close()

    @api.model
    def _get_customer_steps(self):
        """The steps for the current company and user, as ``get_customer_panel``.

        :rtype: list[dict]
        """
        panel_sudo = self.env.ref(PANEL, raise_if_not_found=False)
        if not panel_sudo or not self.env["customer.onboarding.policy"].has_access(
            "create"
        ):
            return []
        panel_sudo = panel_sudo.sudo()
        if panel_sudo.is_onboarding_closed:
            return []
        panel_sudo._search_or_create_progress()
        steps_sudo = panel_sudo.step_ids.sorted("sequence")
        steps_sudo._find_customer_steps_done()
        if all(step.current_step_state != "not_done" for step in steps_sudo):
            return []
        return [
            {
                "id": step.id,
                "title": step.title,
                "description": step.description,
                "button": step.button_text,
                "action": step.panel_step_open_action_name,
                "done": step.current_step_state != "not_done",
            }
            for step in steps_sudo
        ]
