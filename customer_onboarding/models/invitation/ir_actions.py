from odoo import api, models


class IrActionsActions(models.Model):
    """One way to give customers portal access."""

    _inherit = "ir.actions.actions"

    @api.model
    def get_bindings(self, model_name):
        """Leave Odoo's *Grant portal access* out of the actions of contacts.

        It would stand beside *Invite to the Portal* and send another mail, of which no
        invitation tells. Its dialog stays where other apps open it.
        """
        bindings = super().get_bindings(model_name)
        if model_name == "res.partner":
            xmlid = "portal.partner_wizard_action_create_and_open"
            odoo_id = self.env["ir.model.data"]._xmlid_to_res_id(xmlid, False)
            bindings = {
                kind: [action for action in actions if action["id"] != odoo_id]
                for kind, actions in bindings.items()
            }
        return bindings
