from . import clients, payment, portal, portal_language, report
