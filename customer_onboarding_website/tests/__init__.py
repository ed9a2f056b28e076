from . import test_website_portal, test_website_signup
