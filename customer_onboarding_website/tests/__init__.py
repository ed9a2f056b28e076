from . import test_website_portal
