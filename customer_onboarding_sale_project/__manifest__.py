{
    "name": "Customer Onboarding: Sales of Projects",
    "summary": "Portal permissions on what sales add to task pages",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding_project", "sale_project"],
    "auto_install": True,
}
