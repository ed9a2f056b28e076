"""Why a report prints Odoo's way."""


class NotFastError(Exception):
    """Something about a run is not known to print the same without Odoo's delay.

    Its text is the reason, for the log.
    """
