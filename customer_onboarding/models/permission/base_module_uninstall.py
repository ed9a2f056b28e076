from odoo import api, fields, models

ADDON = "customer_onboarding"


class BaseModuleUninstall(models.TransientModel):
    """The dialog before apps are uninstalled: what customers will see again."""

    _inherit = "base.module.uninstall"

    portal_area_warning = fields.Char(compute="_compute_portal_area_warning")

    @api.depends("module_ids")
    def _compute_portal_area_warning(self):
        """Tell that what is switched off opens again, and for how many customers.

        Because the dialog lists what is deleted, and here that is what hides documents.
        """
        partners = self.env["res.partner"].with_context(active_test=False)
        for wizard in self:
            names = set(wizard._get_modules().mapped("name"))
            count = 0
            if any(name == ADDON or name.startswith(f"{ADDON}_") for name in names):
                count = partners.search_count([("portal_off_area_ids", "!=", False)])
            wizard.portal_area_warning = False
            if count and ADDON in names:
                wizard.portal_area_warning = self.env._(
                    "Switched-off areas of the portal open again: %s customers or "
                    "contacts will see documents that are hidden from them now. To "
                    "avoid that, revoke their portal access first.",
                    count,
                )
            elif count:
                wizard.portal_area_warning = self.env._(
                    "Pages of the apps that this addon covers may open again although "
                    "their area is switched off: %s customers or contacts have areas "
                    "switched off.",
                    count,
                )
