{
    "name": "Customer Onboarding: Website",
    "summary": "Portal permissions on the website's menus, and its languages",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding", "website"],
    "data": ["views/signup/website_views.xml"],
    "auto_install": True,
}
