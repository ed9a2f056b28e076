{
    "name": "Customer Onboarding: Project",
    "summary": "Portal permissions on project and task pages",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding", "project"],
    "data": ["views/portal_templates.xml"],
    "auto_install": True,
}
