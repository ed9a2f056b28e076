from . import example_loan, example_reminder
