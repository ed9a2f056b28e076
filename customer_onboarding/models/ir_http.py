import werkzeug.exceptions

from odoo import models
from odoo.exceptions import AccessError
from odoo.http import request


class IrHttp(models.AbstractModel):
    """The way of a request: the steps of the rooms, in their order."""

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Find the language of a page, then ask whether the customer may open it.

        Also where the URL names a hidden record: Odoo refuses that without a word,
        and before the page has its website and its language.
        """
        try:
            result = super()._pre_dispatch(rule, args)
        except (AccessError, werkzeug.exceptions.Forbidden):
            if request.is_frontend:
                cls._frontend_pre_dispatch()
            cls._take_customer_steps(args)
            raise
        cls._take_customer_steps(args)
        return result

    @classmethod
    def _take_customer_steps(cls, args):
        """:param dict args: what the route takes from the URL; changed in place"""
        # first, because the page that refuses is in the customer's language, too
        cls._follow_portal_lang(args)
        cls._refuse_portal_area_off()
