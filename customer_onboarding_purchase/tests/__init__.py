from . import test_purchase_print
