from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache


class ResCompany(models.Model):
    """Knows which partners are companies of ours, without a query for each form."""

    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        # Odoo clears the caches before
        self.env.registry.clear_cache()
        return companies

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            self.env.registry.clear_cache()
        return result

    @api.model
    @ormcache()
    def _get_own_partner_ids(self):
        """The ids of the partners that are active companies of ours.

        :rtype: frozenset[int]
        """
        companies_sudo = self.sudo().with_context(active_test=True).search(Domain.TRUE)
        return frozenset(companies_sudo.partner_id.ids)
