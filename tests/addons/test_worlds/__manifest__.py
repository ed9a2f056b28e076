{
    "name": "Tests: customers and their documents",
    "summary": "Makes the data that tests and benchmarks look at",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    # not customer_onboarding: some data is there before that is installed
    "depends": ["account", "sale_management", "portal", "auth_signup"],
}
