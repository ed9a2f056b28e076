{
    "name": "Customer Onboarding: Tier Validation",
    "summary": "Customers who wait for a validation can sign in",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "AGPL-3",
    "depends": ["customer_onboarding", "partner_tier_validation"],
    "auto_install": True,
}
