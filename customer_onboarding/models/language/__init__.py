from . import ir_http, res_partner, res_users
