from . import res_users, website
