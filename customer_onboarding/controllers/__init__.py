from . import clients, portal, portal_language, report
