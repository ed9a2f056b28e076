import werkzeug.exceptions

from odoo import models
from odoo.http import request

# Key in the session: the user and the language that it showed the portal to last.
FOLLOWED = "portal_lang"


class IrHttp(models.AbstractModel):
    """Portal pages in the language of the customer who is signed in."""

    _inherit = "ir.http"

    @classmethod
    def _follow_portal_lang(cls, args):
        """Show the portal in the user's language after a sign-in or a change.

        Odoo takes the language from the URL, or from a cookie that somebody else may
        have left in this browser. That stays so within a session, because a customer
        may look at a page in another language. But the first page after signing in,
        and after the customer or staff changed the language, is in the customer's.

        :param dict args: what the route takes from the URL
        """
        # pre_uid: the password was given, the second factor was not yet
        uid = request.session.uid or request.session.get("pre_uid")
        if not uid or not request.is_frontend:
            return
        user_sudo = request.env["res.users"].sudo().browse(uid)
        if not user_sudo.share:
            return
        # reads the whole contact at once: the page asks for more of it
        partner_sudo = user_sudo.partner_id
        followed = [uid, partner_sudo.lang]
        if request.session.get(FOLLOWED) == followed:
            return
        request.session[FOLLOWED] = followed
        lang = cls._get_portal_lang(partner_sudo.lang)
        request.session.context = dict(request.session.context, lang=lang.code)
        if request.lang == lang:
            return
        if request.is_frontend_multilang and request.httprequest.method == "GET":
            path = request.httprequest.path
            if lang != cls._get_default_lang():
                path = f"/{lang.url_code}{path}"
            redirect = request.redirect_query(path, request.httprequest.args)
            redirect.set_cookie("frontend_lang", lang.code)
            werkzeug.exceptions.abort(redirect)
        cls._use_portal_lang(lang)
        for name, value in args.items():
            if isinstance(value, models.BaseModel):
                args[name] = value.with_context(lang=lang.code)

    @classmethod
    def _get_portal_lang(cls, code):
        """The portal's language for somebody of a language; the default without one.

        :param code: code of a language, or nothing
        :rtype: odoo.addons.base.models.res_lang.LangData
        """
        nearest = request.env["ir.http"].get_nearest_lang(code)
        if not nearest:
            return cls._get_default_lang()
        return request.env["res.lang"]._get_data(code=nearest)

    @classmethod
    def _use_portal_lang(cls, lang):
        """Answer this request in another language, and start the next ones in it.

        :param lang: what ``_get_portal_lang`` returns
        """
        request.lang = lang
        request.update_context(lang=lang.code)
        request.future_response.set_cookie("frontend_lang", lang.code)
