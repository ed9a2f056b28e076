from odoo.addons.customer_onboarding.tests.common import PASSWORD, OnboardingCommon
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestProjectPortal(OnboardingCommon, HttpCase):
    """Task pages, which read as superuser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("project.group_project_manager")
        cls.customer = cls.make_customer()
        cls.user = cls.make_portal_user(cls.customer)
        cls.area_tasks = cls.env.ref("customer_onboarding.portal_area_tasks")
        cls.area_projects = cls.env.ref("customer_onboarding.portal_area_projects")
        cls.project, other = cls.env["project.project"].create(
            [
                {
                    "name": name,
                    "partner_id": cls.customer.id,
                    "privacy_visibility": "portal",
                }
                for name in ("Harbour", "Lighthouse")
            ]
        )
        cls.task, __ = cls.env["project.task"].create(
            [
                {
                    "name": f"Paint number {project.id}",
                    "project_id": project.id,
                    "partner_id": cls.customer.id,
                }
                for project in (cls.project, other)
            ]
        )
        for record in (cls.project, other, cls.task):
            record.message_subscribe(cls.customer.ids)

    def setUp(self):
        super().setUp()
        self.authenticate(self.user.login, PASSWORD)

    def test_pages_below_a_project_refuse_its_tasks(self):
        path = f"/my/projects/{self.project.id}/task/{self.task.id}"
        pages = [
            path,
            f"{path}?access_token=junk",
            f"{path}/subtasks",
            f"{path}/recurrent_tasks",
        ]
        for page in pages:
            self.assertEqual(self.url_open(page).status_code, 200, page)
        self.customer.portal_off_area_ids = self.area_tasks
        for page in pages:
            answer = self.url_open(page)
            self.assertEqual(answer.status_code, 403, page)
            self.assertNotIn(self.task.name, answer.text)

    def test_a_task_is_opened_through_its_own_project_alone(self):
        other = self.task.copy({"project_id": self.project.copy().id})
        path = f"/my/projects/{self.project.id}/task/{other.id}"
        self.assertNotIn(other.name, self.url_open(path).text)

    def test_task_pages_do_not_name_a_hidden_project(self):
        pages = [
            "/my/tasks?groupby=none",
            "/my/tasks?groupby=project_id",
            f"/my/tasks/{self.task.id}",
        ]
        named = self.project.name
        for page in pages:
            self.assertIn(named, self.url_open(page).text, page)
        self.customer.portal_off_area_ids = self.area_projects
        for page in pages:
            text = self.url_open(page).text
            self.assertIn(self.task.name, text, page)
            self.assertNotIn(named, text, page)
