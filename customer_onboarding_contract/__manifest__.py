{
    "name": "Customer Onboarding: Contract",
    "summary": "Portal permissions and the printed language of contracts",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "AGPL-3",
    "depends": ["customer_onboarding", "contract"],
    "data": [
        "security/security.xml",
        "views/customer_document_print_views.xml",
        "views/report_templates.xml",
    ],
    "auto_install": True,
}
