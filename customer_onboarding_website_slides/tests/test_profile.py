from odoo.addons.customer_onboarding.tests.common import PASSWORD, OnboardingCommon
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestProfile(OnboardingCommon, HttpCase):
    """The page of a user, which lists its courses as superuser."""

    def test_a_profile_shows_no_courses_that_are_off(self):
        officers = self.env.ref("website_slides.group_website_slides_officer")
        self.env.user.group_ids |= officers
        customer = self.make_customer()
        user = self.make_portal_user(customer)
        course = self.env["slide.channel"].create(
            {
                "name": "Knots and Splices",
                "is_published": True,
                "visibility": "public",
                "enroll": "public",
            }
        )
        course._action_add_members(customer)
        self.authenticate(user.login, PASSWORD)
        page = f"/profile/user/{user.id}"
        self.assertIn(course.name, self.url_open(page).text)
        area = self.env.ref("customer_onboarding.portal_area_courses")
        customer.portal_off_area_ids = area
        answer = self.url_open(page)
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn(course.name, answer.text)
