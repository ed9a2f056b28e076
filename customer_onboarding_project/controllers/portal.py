from odoo.addons.project.controllers.portal import ProjectCustomerPortal
from odoo.exceptions import AccessError
from odoo.http import request, route


class OnboardingProjectPortal(ProjectCustomerPortal):
    """The task pages below a project read as superuser: ask before they do."""

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
