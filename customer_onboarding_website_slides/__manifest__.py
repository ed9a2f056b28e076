{
    "name": "Customer Onboarding: Courses",
    "summary": "Portal permissions on the courses of a user's profile",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding", "website_slides"],
    "data": ["views/website_profile_templates.xml"],
    "auto_install": True,
}
