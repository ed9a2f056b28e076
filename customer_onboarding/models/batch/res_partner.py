from odoo import models


class ResPartner(models.Model):
    """Onboard selected customers, as many as they are."""

    _inherit = "res.partner"

    def action_onboard_many(self):
        """Open a new batch with a row for each of these contacts.

        :raise AccessError: the user may not create contacts
        """
        batch = self.env["customer.onboarding.batch"].create({})
        batch.row_ids.create(
            [
                {
                    "batch_id": batch.id,
                    "partner_id": partner.id,
                    "name": partner.display_name,
                    "email": partner.email,
                }
                for partner in self
            ]
        )
        return batch._get_form_action()
