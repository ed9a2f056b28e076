{
    "name": "Customer Onboarding: Purchase Orders",
    "summary": "Purchase orders in one language, the company's or the vendor's",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding", "purchase"],
    "data": [
        "views/customer_document_print_views.xml",
        "views/report_templates.xml",
    ],
    "auto_install": True,
}
