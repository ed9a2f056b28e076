from . import customer_background_control, customer_background_job
