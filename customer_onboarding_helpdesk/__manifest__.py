{
    "name": "Customer Onboarding: Helpdesk",
    "summary": "Portal permissions on ticket pages",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "AGPL-3",
    "depends": ["customer_onboarding", "helpdesk_mgmt"],
    "auto_install": True,
}
