from . import customer_group_report
