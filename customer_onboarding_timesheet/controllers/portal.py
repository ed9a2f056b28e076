from odoo.addons.hr_timesheet.controllers.portal import TimesheetCustomerPortal
from odoo.http import request, route


class OnboardingTimesheetPortal(TimesheetCustomerPortal):
    """The list of timesheets reads as superuser: ask before it does.

    What other apps add to the list goes through the same methods: their glue addon
    names this class before theirs, and extends the two hooks below.
    """

    @route()
    def portal_my_timesheets(self, *args, **kw):
        """Sort and group by nothing that is hidden, whatever the URL says."""
        timesheets = request.env["account.analytic.line"]
        if timesheets._has_portal_restrictions():
            if kw.get("sortby") not in self._get_searchbar_sortings():
                kw.pop("sortby", None)
            groupby = kw.get("groupby", self._get_default_groupby())
            offered = self._get_searchbar_groupby()
            kw["groupby"] = groupby if groupby in offered else "none"
            if timesheets._is_portal_hidden_path("parent_task_id", links=True):
                kw.pop("parent_task_id", None)
        return super().portal_my_timesheets(*args, **kw)

    def _get_searchbar_sortings(self):
        return request.env["account.analytic.line"]._limit_portal_options(
            super()._get_searchbar_sortings()
        )

    def _get_searchbar_groupby(self):
        return request.env["account.analytic.line"]._limit_portal_options(
            super()._get_searchbar_groupby()
        )

    def _get_searchbar_inputs(self):
        return request.env["account.analytic.line"]._limit_portal_options(
            super()._get_searchbar_inputs(), self._get_asked_paths()
        )

    def _get_search_domain(self, search_in, search):
        """Odoo searches as superuser: it would answer yes or no about hidden names."""
        return request.env["account.analytic.line"]._limit_portal_domain(
            super()._get_search_domain(search_in, search)
        )

    def _get_asked_paths(self):
        """What the search inputs ask about that are no fields of a timesheet.

        Hook for apps that add such inputs.

        :return: paths of fields, by the name of the input
        :rtype: dict[str, str]
        """
        return {}

    def _get_default_groupby(self):
        """How the page groups timesheets where the URL says nothing. Hook.

        :rtype: str
        """
        return "none"
