{
    "name": "Customer Onboarding: Timesheets",
    "summary": "Portal permissions on timesheet pages",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding", "hr_timesheet"],
    "data": ["views/portal_templates.xml"],
    "auto_install": True,
}
