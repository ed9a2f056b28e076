from odoo.addons.customer_onboarding.tests.common import PASSWORD, OnboardingCommon
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestTimesheetPortal(OnboardingCommon, HttpCase):
    """Hours on portal pages, which read them as superuser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("project.group_project_manager")
        cls.env.user.group_ids |= cls.env.ref("hr_timesheet.group_timesheet_manager")
        cls.customer = cls.make_customer()
        cls.user = cls.make_portal_user(cls.customer)
        cls.area = cls.env.ref("customer_onboarding.portal_area_timesheets")
        cls.project = cls.env["project.project"].create(
            {
                "name": "Harbour",
                "partner_id": cls.customer.id,
                "privacy_visibility": "portal",
                "allow_timesheets": True,
            }
        )
        cls.project.message_subscribe(cls.customer.ids)
        cls.task = cls.env["project.task"].create(
            {
                "name": "Paint the pier",
                "project_id": cls.project.id,
                "partner_id": cls.customer.id,
                "allocated_hours": 7,
            }
        )
        cls.task.message_subscribe(cls.customer.ids)
        cls.hours = cls.env["account.analytic.line"].create(
            {
                "name": "A first coat",
                "project_id": cls.project.id,
                "task_id": cls.task.id,
                "employee_id": cls.env["hr.employee"].sudo().create({"name": "Ada"}).id,
                "unit_amount": 3.0,
                "partner_id": cls.customer.id,
            }
        )

    def setUp(self):
        super().setUp()
        self.authenticate(self.user.login, PASSWORD)

    def test_the_task_stays_without_its_hours(self):
        pages = {
            f"/my/tasks/{self.task.id}": self.hours.name,
            "/my/tasks": "Total:",
        }
        for page, text in pages.items():
            self.assertIn(text, self.url_open(page).text, page)
        self.customer.portal_off_area_ids = self.area
        for page, text in pages.items():
            shown = self.url_open(page).text
            self.assertIn(self.task.name, shown, page)
            self.assertNotIn(text, shown, page)

    def test_the_list_of_hours_does_not_name_what_is_hidden(self):
        areas = {
            "customer_onboarding.portal_area_projects": self.project,
            "customer_onboarding.portal_area_tasks": self.task,
        }
        for xmlid, record in areas.items():
            self.customer.portal_off_area_ids = False
            pages = ["/my/timesheets", f"/my/timesheets?groupby={record._name[8:]}_id"]
            for page in pages:
                self.assertIn(record.name, self.url_open(page).text, page)
            self.customer.portal_off_area_ids = self.env.ref(xmlid)
            for page in pages:
                text = self.url_open(page).text
                self.assertIn(self.hours.name, text, page)
                self.assertNotIn(record.name, text, page)

    def test_the_preview_counts_what_the_list_shows(self):
        documents, domain = self.area._get_documents(self.user)
        self.assertEqual(documents.search(domain), self.hours)
