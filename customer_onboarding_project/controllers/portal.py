from odoo.addons.project.controllers.portal import ProjectCustomerPortal
from odoo.exceptions import AccessError
from odoo.http import request, route


class OnboardingProjectPortal(ProjectCustomerPortal):
    """Task lists and the pages below a project read as superuser: ask before they do.

    What other apps add to the lists goes through the same methods: their glue addon
    names this class before theirs, and extends ``_task_get_asked_paths``.
    """

    @route()
    def portal_my_project_task(
        self, project_id=None, task_id=None, access_token=None, **kw
    ):
        """Open a task only with the project's own token, or one's own access.

        Odoo takes any token at all as leave to read every task of a project that the
        user may read.
        """
        project_sudo = request.env["project.project"].sudo().browse(project_id).exists()
        if not self._is_valid_token(project_sudo, access_token):
            access_token = None
        try:
            self._check_project_task(project_id, task_id, access_token)
        except AccessError:
            return request.redirect("/my")
        return super().portal_my_project_task(project_id, task_id, access_token, **kw)

    @route()
    def portal_my_project_subtasks(self, project_id, task_id, **kw):
        """Subtasks of a task that may be read."""
        return self._portal_task_list(
            super().portal_my_project_subtasks, project_id, task_id, **kw
        )

    @route()
    def portal_my_project_recurrent_tasks(self, project_id, task_id, **kw):
        """Recurrences of a task that may be read."""
        return self._portal_task_list(
            super().portal_my_project_recurrent_tasks, project_id, task_id, **kw
        )

    def _get_my_tasks_searchbar_filters(self, project_domain=None, task_domain=None):
        """Offer no filter by a hidden project: it would tell its name."""
        filters = super()._get_my_tasks_searchbar_filters(project_domain, task_domain)
        ids = [int(key) for key in filters if key.isdigit()]
        projects = request.env["project.project"].browse(ids)
        for project in request.env.user._filter_portal_hidden(projects):
            del filters[str(project.id)]
        # tasks grouped by projects that are hidden: one filter, without a name
        filters.pop(str(False), None)
        return filters

    def _prepare_tasks_values(
        self,
        page,
        date_begin,
        date_end,
        sortby,
        search,
        search_in,
        groupby,
        url="/my/tasks",
        domain=None,
        su=False,
        project=False,
    ):
        """Sort and group tasks by nothing that is hidden, whatever the URL says."""
        tasks = request.env["project.task"]
        if tasks._has_portal_restrictions():
            if sortby not in self._task_get_searchbar_sortings(True, project):
                sortby = None
            # without a group, Odoo takes the project
            groupby = groupby or "project_id"
            offered = self._task_get_searchbar_groupby(True, project)
            hidden = request.env.user._get_portal_hidden_domain(tasks._name)
            # Odoo fails where there is no task to group by its milestone
            if groupby not in offered or hidden.is_true():
                groupby = "none"
        values = super()._prepare_tasks_values(
            page,
            date_begin,
            date_end,
            sortby,
            search,
            search_in,
            groupby,
            url,
            domain,
            su,
            project,
        )
        # without tasks that have milestones, Odoo falls back on a group that the page
        # of a project does not offer, and fails
        if values["groupby"] not in values["searchbar_groupby"]:
            values["groupby"] = "none"
        return values

    def _task_get_searchbar_sortings(self, *args, **kwargs):
        return request.env["project.task"]._limit_portal_options(
            super()._task_get_searchbar_sortings(*args, **kwargs)
        )

    def _task_get_searchbar_groupby(self, *args, **kwargs):
        return request.env["project.task"]._limit_portal_options(
            super()._task_get_searchbar_groupby(*args, **kwargs)
        )

    def _task_get_searchbar_inputs(self, *args, **kwargs):
        return request.env["project.task"]._limit_portal_options(
            super()._task_get_searchbar_inputs(*args, **kwargs),
            self._task_get_asked_paths(),
        )

    def _task_get_search_domain(self, *args, **kwargs):
        """Odoo searches as superuser: it would answer yes or no about hidden names."""
        return request.env["project.task"]._limit_portal_domain(
            super()._task_get_search_domain(*args, **kwargs)
        )

    def _task_get_asked_paths(self):
        """What the search inputs ask about that are no fields of a task.

        Hook for apps that add such inputs.

        :return: paths of fields, by the name of the input
        :rtype: dict[str, str]
        """
        return {}

    def _portal_task_list(self, page, project_id, task_id, **kw):
        """A page that lists the relatives of a task, if the task may be read.

        :param page: Odoo's page, called with project and task id
        """
        try:
            self._check_project_task(project_id, task_id, None)
        except AccessError:
            return request.redirect("/my")
        return page(project_id, task_id, **kw)

    def _check_project_task(self, project_id, task_id, access_token):
        """Whether a task may be opened through its project.

        :param str access_token: the project's own token, found valid, or None
        :raise AccessError: the task's area is off, or the user may not read it
        """
        task = request.env["project.task"].browse(task_id)
        if not task.sudo().exists() or task.sudo().project_id.id != project_id:
            raise AccessError(request.env._("This task is not in this project."))
        if access_token:
            area_sudo = task._get_refusing_portal_area()
        else:
            area_sudo = request.env.user._get_portal_area_of(task)
        self._refuse_portal_area(area_sudo)
        if not access_token:
            task.check_access("read")
