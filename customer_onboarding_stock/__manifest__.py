{
    "name": "Customer Onboarding: Delivery Slips",
    "summary": "Delivery slips in one language, the company's or the customer's",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding", "stock"],
    "data": ["views/customer_document_print_views.xml"],
    "auto_install": True,
}
