{
    "name": "Customer Onboarding: Website",
    "summary": "The portal in the languages of the website",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding", "website"],
    "auto_install": True,
}
