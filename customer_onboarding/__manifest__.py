{
    "name": "Customer Onboarding",
    "summary": "New customers in one form: portal permissions, addresses, "
    "groups, currency, language and welcome mail",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["account", "sale_management", "portal", "auth_signup"],
    "application": True,
}
