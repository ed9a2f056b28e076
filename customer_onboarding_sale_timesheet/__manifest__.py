{
    "name": "Customer Onboarding: Sales of Timesheets",
    "summary": "Portal permissions on what sales add to timesheet pages",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding_timesheet", "sale_timesheet"],
    "data": ["views/portal_templates.xml"],
    "auto_install": True,
}
