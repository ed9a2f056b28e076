{
    "name": "Customer Onboarding: Deliveries",
    "summary": "Portal permissions on the deliveries of an order",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding", "sale_stock"],
    "data": ["views/portal_templates.xml"],
    "auto_install": True,
}
