from odoo import models


class WebsiteSnippetFilter(models.Model):
    """Dynamic snippets without records of switched-off portal areas."""

    _inherit = "website.snippet.filter"

    def _filter_records_to_values(self, records, **options):
        """Show nothing of switched-off portal areas in dynamic snippets.

        Odoo reads as superuser the record whose id a visitor sends.
        """
        # samples are lists of records that do not exist
        if isinstance(records, models.BaseModel):
            records -= self.env.user._filter_portal_hidden(records)
        return super()._filter_records_to_values(records, **options)
