from . import test_sale_timesheet_portal
