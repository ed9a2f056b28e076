from . import account_analytic_line, project_task
