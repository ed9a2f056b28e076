from . import customer_onboarding_batch
