from . import test_timesheet_portal
