from . import test_project_portal
