{
    "name": "Customer Onboarding: Job Queue",
    "summary": "Onboard Many on several workers",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Customer Onboarding contributors",
    "license": "LGPL-3",
    "depends": ["customer_onboarding", "queue_job"],
    "data": ["data/queue_job_function_data.xml"],
    "auto_install": True,
}
