from urllib.parse import urlsplit

from odoo import models
from odoo.addons.customer_onboarding.models.permission.base import HiddenRecords
from odoo.fields import Domain
from odoo.http import request


class WebsiteMenu(HiddenRecords, models.Model):
    """Menus that lead to pages of switched-off portal areas are hidden.

    From the search on, not by ``is_visible``: programs read menus too, and those of an
    event bear its name. Odoo keeps no menu of a signed-in user beyond the request.
    """

    _inherit = "website.menu"

    def _filter_in_off_areas(self):
        """Those that lead to a closed page, and those with nothing else below them."""
        menus_sudo = self.sudo().search(Domain("id", "child_of", self.ids))
        # not by child_id, because the page would show what a superuser has read there
        children = menus_sudo.grouped("parent_id")
        hidden = set()
        for menu in menus_sudo.sorted(lambda m: m.parent_path.count("/"), reverse=True):
            if menu in children:
                if hidden.issuperset(children[menu]):
                    hidden.add(menu)
            elif self.env.user._get_area_closing_path(menu._get_portal_path()):
                hidden.add(menu)
        if any(not menu.parent_id for menu in hidden):
            hidden -= self._get_main_menus_sudo()
        return self.filtered(lambda menu: menu.sudo() in hidden)

    def _get_main_menus_sudo(self):
        """The main menu of each website, which stays even with nothing in it.

        Without it, Odoo would take another menu in its place: that of an event.

        :rtype: set of website.menu (sudo)
        """
        roots_sudo = self.sudo().search(Domain("parent_id", "=", False))
        return {roots[:1] for roots in roots_sudo.grouped("website_id").values()}

    def _get_portal_path(self):
        """The path of the menu's page, as the page guard sees it.

        :return: without language prefix and query; nothing for other hosts' pages
        :rtype: str
        """
        self.ensure_one()
        url = urlsplit(self._clean_url() or "")
        if url.netloc and not (request and url.netloc == request.httprequest.host):
            return ""
        prefix, separator, rest = url.path.removeprefix("/").partition("/")
        if prefix in self.env["res.lang"]._get_active_by("url_code"):
            return separator + rest
        return url.path
