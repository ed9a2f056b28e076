from . import base, mail_thread, res_company, res_config_settings, res_partner
