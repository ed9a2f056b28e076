from odoo import models


class IrUiMenu(models.Model):
    """One entry for the policies: system administrators have Settings."""

    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Hide *Policies* from those whose *Settings* show the same."""
        hidden = super()._load_menus_blacklist()
        if self.env.user.has_group("base.group_system"):
            menu = self.env.ref("customer_onboarding.menu_policies", False)
            hidden += menu.ids if menu else []
        return hidden
