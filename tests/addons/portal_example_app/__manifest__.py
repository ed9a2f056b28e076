{
    "name": "Example: a lending library",
    "summary": "An app with portal pages that customer_onboarding has never heard of",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["portal"],
    "data": [
        "security/ir.model.access.csv",
        "security/security.xml",
        "views/portal_templates.xml",
    ],
}
