from . import customer_invitation, mail_mail, res_config_settings, res_partner
