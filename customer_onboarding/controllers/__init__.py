from . import clients, payment, portal, report
