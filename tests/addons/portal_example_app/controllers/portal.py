from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.exceptions import AccessError, MissingError
from odoo.http import request, route


class ExamplePortal(CustomerPortal):
    """Pages as any app writes them: a card, a list, a document."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "loan_count" in counters:
            values["loan_count"] = request.env["example.loan"].search_count([])
        return values

    @route("/my/loans", type="http", auth="user", website=True)
    def portal_my_loans(self, **kw):
        """The list of loans."""
        values = self._prepare_portal_layout_values()
        values["loans"] = request.env["example.loan"].search([])
        return request.render("portal_example_app.portal_my_loans", values)

    @route("/my/loans/<int:loan_id>", type="http", auth="public", website=True)
    def portal_my_loan(self, loan_id, access_token=None, **kw):
        """One loan."""
        try:
            loan_sudo = self._document_check_access(
                "example.loan", loan_id, access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = self._get_page_view_values(
            loan_sudo, access_token, {"loans": loan_sudo}, "my_loans_history", False
        )
        return request.render("portal_example_app.portal_my_loans", values)
