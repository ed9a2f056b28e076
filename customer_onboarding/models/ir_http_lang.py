import werkzeug.exceptions

from odoo import models
from odoo.http import request

# What the session remembers: whom it showed the portal last, in which language.
FOLLOWED = "portal_lang"


class IrHttp(models.AbstractModel):
    """Portal pages in the language of the customer who is signed in."""

    _inherit = "ir.http"

    @classmethod
    def _follow_portal_lang(cls, args):
        """Show the portal in the language of the user, once that is a new one.

        Stock takes the language from the URL, or from a cookie that somebody else may
        have left at this browser. So does this, within a session: a customer may
        look at a page in another language. But the first page after signing in, and
        after the language was changed, by the customer or by staff, is in the
        customer's own.

        :param dict args: what the route takes from the URL
        """
        # who has given the password, but not yet the second factor
        uid = request.session.uid or request.session.get("pre_uid")
        if not uid or not request.is_frontend:
            return
        user_sudo = request.env["res.users"].sudo().browse(uid)
        if not user_sudo.share:
            return
        partner_sudo = user_sudo.partner_id.with_context(prefetch_fields=False)
        followed = [uid, partner_sudo.lang]
        if request.session.get(FOLLOWED) == followed:
            return
        request.session[FOLLOWED] = followed
        default = cls._get_default_lang()
        code = request.env["ir.http"].get_nearest_lang(partner_sudo.lang)
        lang = request.env["res.lang"]._get_data(code=code) if code else default
        request.future_response.set_cookie("frontend_lang", lang.code)
        request.session.context = dict(request.session.context, lang=lang.code)
        if request.lang == lang:
            return
        if request.is_frontend_multilang and request.httprequest.method == "GET":
            path = request.httprequest.path
            if lang != default:
                path = f"/{lang.url_code}{path}"
            redirect = request.redirect_query(path, request.httprequest.args)
            redirect.set_cookie("frontend_lang", lang.code)
            werkzeug.exceptions.abort(redirect)
        request.lang = lang
        request.update_context(lang=lang.code)
        for name, value in args.items():
            if isinstance(value, models.BaseModel):
                args[name] = value.with_context(lang=lang.code)
