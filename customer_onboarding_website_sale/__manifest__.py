{
    "name": "Customer Onboarding: Shop",
    "summary": "The shop and its cart in the currency of the customer",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding", "website_sale"],
    "auto_install": True,
}
