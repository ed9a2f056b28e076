from odoo import models


class IrHttp(models.AbstractModel):
    """What the "+" of the top bar offers."""

    _inherit = "ir.http"

    def session_info(self):
        """Tell the web client what its user may create, without a call of its own.

        :return: Odoo's session, with ``quick_insert``: for those who may create
            customers, the first documents that they may make, too, as
            ``_get_first_documents`` names them; False for everybody else
        :rtype: dict
        """
        partners = self.env["res.partner"]
        may_create = self.env.user._is_internal() and partners.has_access("create")
        return super().session_info() | {
            "quick_insert": may_create and partners._get_first_documents()
        }
