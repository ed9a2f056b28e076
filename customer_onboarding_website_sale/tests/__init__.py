from . import test_shop_currency
