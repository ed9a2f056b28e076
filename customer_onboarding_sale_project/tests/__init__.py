from . import test_sale_project_portal
