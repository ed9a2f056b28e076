from . import test_deliveries_portal
