from urllib.parse import unquote, urlencode

from odoo import http
from odoo.addons.auth_signup.controllers.main import AuthSignupHome
from odoo.addons.auth_signup.models.res_users import SignupError
from odoo.exceptions import UserError
from odoo.http import request


def get_local_path(url):
    """A page of this site that a link may lead to, or the portal.

    Browsers drop tabs and line breaks, take a backslash for a slash, and ``//`` for the
    beginning of another site's address. So any of these, however often it is encoded,
    makes a link suspicious.

    :param url: text from the address of a request, or nothing
    :return: path and query
    :rtype: str
    """
    path = url = url or ""
    while (decoded := unquote(path)) != path:
        path = decoded
    is_plain = path.isprintable() and "\\" not in path and " " not in url
    if is_plain and path.startswith("/") and not path.startswith("//"):
        return url
    return "/my"


class ClientsHome(AuthSignupHome):
    @http.route("/clients", type="http", auth="public", website=True, sitemap=False)
    def clients(self):
        """Short address of the portal, to put on letters and invoices."""
        return request.redirect("/my")

    @http.route(
        "/clients/login", type="http", auth="public", website=True, sitemap=False
    )
    def clients_login(self, **query):
        """The portal's login page; whoever is signed in goes on to the portal.

        :param str redirect: page of this site to go on to
        """
        query["redirect"] = get_local_path(query.get("redirect"))
        if request.session.uid:
            return request.redirect(query["redirect"])
        return request.redirect(f"/web/login?{urlencode(query)}")

    @http.route()
    def web_login(self, *args, **kw):
        """Show the login page in the language this visitor saw the portal in.

        Odoo knows only the browser's language there; with ``website``, it is as here.
        """
        if request.db and not request.is_frontend:
            cookie = request.cookies.get("frontend_lang")
            if lang := request.env["ir.http"].get_nearest_lang(cookie):
                request.update_context(lang=lang)
        return super().web_login(*args, **kw)

    @http.route(
        "/clients/welcome",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        captcha="signup",
    )
    def clients_welcome(self, **kwargs):
        """Where the welcome mail leads: choose a password, and be signed in.

        Whoever is signed in already and opens the old mail is led to the portal. A link
        that is over leads to a page that says why, and what to do.
        """
        qcontext = self.get_auth_signup_qcontext()
        if not qcontext.get("token") or qcontext.get("invalid_token"):
            if request.session.uid:
                return request.redirect("/my")
            return self._show_link_problem(qcontext.get("token"))
        if request.httprequest.method == "POST" and "error" not in qcontext:
            try:
                self.do_signup(qcontext)
                return request.redirect(
                    self._login_redirect(request.session.uid, redirect="/my")
                )
            except (SignupError, UserError) as error:
                qcontext["error"] = str(error)
        response = request.render("customer_onboarding.clients_welcome", qcontext)
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

    @http.route(
        "/clients/welcome/ask",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
        captcha="signup",
    )
    def clients_ask_for_link(self, token="", **kwargs):
        """Ask for a new link, on the page that an old one leads to.

        Only the old link's secret identifies who asks. The page says nothing that the
        link's owner does not know.

        :param str token: of the old link
        """
        invitations_sudo = request.env["customer.invitation"].sudo()
        invitation_sudo, problem = invitations_sudo._read_token(token)
        if not invitation_sudo._may_ask_for_link(problem):
            return self._show_link_problem(token)
        is_sent = invitation_sudo._ask_for_link()
        return self._show_link_problem(token, asked="sent" if is_sent else "told")

    def _show_link_problem(self, token, asked=None):
        """The page that a link which is over leads to.

        :param str token: of the link; it may be any text
        :param str asked: what became of the question for a new link: "sent", "told", or
            None where nobody asked
        """
        invitations_sudo = request.env["customer.invitation"].sudo()
        invitation_sudo, problem = invitations_sudo._read_token(token or "")
        company_sudo = invitation_sudo.company_id or request.env.company.sudo()
        response = request.render(
            "customer_onboarding.clients_link_problem",
            {
                "token": token,
                "problem": problem,
                "asked": asked,
                "may_ask": invitation_sudo._may_ask_for_link(problem),
                "company": company_sudo,
            },
        )
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

    def _prepare_signup_values(self, qcontext):
        """Refuse a password that is too short for a portal account.

        :raise UserError: naming how many characters it needs
        """
        values = super()._prepare_signup_values(qcontext)
        least = qcontext.get("password_minlength") or 0
        if len(values.get("password") or "") < least:
            raise UserError(request.env["res.users"]._get_short_password_error(least))
        return values

    def get_auth_signup_qcontext(self):
        """Show the pages that a customer's own link leads to in its language.

        The link to reset a password names none, and at the browser somebody else may
        have left one.
        """
        qcontext = super().get_auth_signup_qcontext()
        token = qcontext.get("token")
        is_valid = token and not qcontext.get("invalid_token")
        users = request.env["res.users"]
        qcontext["password_minlength"] = users._get_portal_password_length(
            token if is_valid else None
        )
        if is_valid and request.is_frontend:
            partners_sudo = request.env["res.partner"].sudo()
            lang_code = partners_sudo._signup_retrieve_partner(token).lang
            request.env["ir.http"]._use_portal_lang(
                request.env["ir.http"]._get_portal_lang(lang_code)
            )
        return qcontext
