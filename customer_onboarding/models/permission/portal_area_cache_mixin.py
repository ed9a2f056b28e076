from odoo import api, models


class PortalAreaCacheMixin(models.AbstractModel):
    """Drop what is cached about portal areas when one of their records changes.

    The definitions of areas are cached; which of them are off for whom never is.
    """

    _name = "portal.area.cache.mixin"
    _description = "Portal Area Definition"

    @api.model_create_multi
    def create(self, vals_list):
        """Drop the caches, because new definitions count from the next request on."""
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        """Drop the caches, because changed definitions count at once."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Drop the caches, because deleted definitions count no longer."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
