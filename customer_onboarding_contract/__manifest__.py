{
    "name": "Customer Onboarding: Contract",
    "summary": "Portal permissions on contracts and their lines",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "AGPL-3",
    "depends": ["customer_onboarding", "contract"],
    "data": ["security/security.xml"],
    "auto_install": True,
}
