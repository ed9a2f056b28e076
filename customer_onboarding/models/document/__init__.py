# first: other models of the room inherit from them
from . import customer_document_line_mixin, customer_document_mixin

# isort: split
from . import (
    account_move,
    account_move_send,
    account_payment,
    account_tax,
    customer_policy_mixin,
    ir_actions_report,
    ir_attachment,
    res_company,
    sale_order,
)
