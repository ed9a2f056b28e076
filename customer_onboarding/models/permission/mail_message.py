from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .base import HiddenRecords


class MailMessage(HiddenRecords, models.Model):
    """Messages about documents of switched-off portal areas are hidden as well.

    Odoo lets a portal user read a message as its author, creator or recipient
    without asking whether they may read the document.
    """

    _inherit = "mail.message"

    @api.model
    def _get_portal_shown_domain(self):
        """Leave out the messages of hidden documents before Odoo counts to a limit."""
        user = self.env.user
        if self.env.su or not user._get_portal_off_areas():
            return Domain.TRUE
        hidden = []
        for name in self.env["portal.area"]._get_restricted_models():
            domain = user._get_portal_hidden_domain(name)
            if not domain.is_false():
                documents_sudo = self.env[name].sudo().with_context(active_test=False)
                hidden.append((name, documents_sudo._search(domain)))
        if not hidden:
            return Domain.TRUE

        def to_sql(model, alias, query):
            """Say that a message is of none of the hidden documents."""
            return SQL(
                "(%s) IS NOT TRUE",
                SQL(" OR ").join(
                    SQL(
                        "(%s = %s AND %s IN %s)",
                        SQL.identifier(alias, "model"),
                        name,
                        SQL.identifier(alias, "res_id"),
                        documents.subselect(),
                    )
                    for name, documents in hidden
                ),
            )

        return Domain.custom(to_sql=to_sql)

    def _filter_in_off_areas(self):
        user = self.env.user
        if not user._get_portal_off_areas():
            return self.browse()
        # fetch separately, because filling self's cache would let the user read it
        rows = self.sudo().search_fetch(
            Domain("id", "in", self.ids), ["model", "res_id"], order="id"
        )
        hidden = user._filter_portal_hidden_references(
            (row.model, row.res_id) for row in rows
        )
        return self.browse(row.id for row in rows if (row.model, row.res_id) in hidden)
