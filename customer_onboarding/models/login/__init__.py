from . import (
    mail_mail,
    res_partner,
    res_partner_link,
    res_users,
    res_users_password,
)
