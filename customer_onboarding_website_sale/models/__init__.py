from . import currency
