from . import test_ticket_portal
