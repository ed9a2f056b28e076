from . import (
    account_analytic_line,
    portal_area,
    project_task,
)
