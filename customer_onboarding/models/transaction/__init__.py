# first: other models of the room inherit from them
from . import customer_transaction_mixin

# isort: split
from . import account_payment, customer_currency_lock, res_partner
