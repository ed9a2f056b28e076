from . import test_login_under_validation
