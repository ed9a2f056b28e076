from . import ir_http, res_company, res_config_settings, res_partner, res_users
