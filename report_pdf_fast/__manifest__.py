{
    "name": "Fast PDF Reports",
    "summary": "Print PDF reports without Odoo's wait for style sheets and fonts",
    "version": "19.0.1.0.0",
    "category": "Technical",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["web"],
}
