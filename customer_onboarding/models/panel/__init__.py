from . import (
    customer_policy_mixin,
    digest_digest,
    onboarding_onboarding,
    onboarding_onboarding_step,
)
