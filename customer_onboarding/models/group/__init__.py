from . import customer_group, res_partner
