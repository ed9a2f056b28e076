from . import test_onboard_many_jobs
