{
    "name": "Customer Onboarding: Electronic Invoices",
    "summary": "E-invoices name the billing address that the printed invoice names",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding", "account_edi_ubl_cii"],
    "data": ["views/facturx_templates.xml"],
    "auto_install": True,
}
