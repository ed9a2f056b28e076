from . import website_menu, website_snippet_filter
