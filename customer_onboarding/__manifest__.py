{
    "name": "Customer Onboarding",
    "summary": "New customers in one form: portal permissions, addresses, "
    "groups, currency, language and welcome mail",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["account", "sale_management", "portal", "auth_signup"],
    "data": [
        "security/ir.model.access.csv",
        "security/security.xml",
        "data/portal_area_data.xml",
        "data/mail_template_data.xml",
        "views/res_partner_views.xml",
        "views/customer_group_views.xml",
        "views/customer_invitation_views.xml",
        "views/customer_group_report_views.xml",
        "views/portal_area_views.xml",
        "views/account_move_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
        "views/portal_templates.xml",
        "views/clients_templates.xml",
        "views/report_templates.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "customer_onboarding/static/src/**/*",
        ],
    },
    "application": True,
}
