from . import clients, portal, report
