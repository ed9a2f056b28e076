from . import res_users, website_menu, website_snippet_filter
