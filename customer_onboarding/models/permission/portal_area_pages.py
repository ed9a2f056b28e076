import re

from odoo import models

from .portal_area import closes_home, split_names

# /page/2 of a list is closed with the list
RESULT_PAGE = re.compile(r"/page/<[^>]*>$")
CONVERTER = re.compile(r"<[^>]*>")


class PortalArea(models.Model):
    """The pages that the apps of an area have."""

    _inherit = "portal.area"

    def action_propose_pages(self):
        """Open a dialog with the pages of the area's apps that it leaves open.

        For administrators of the app, because only they may write areas.

        :rtype: dict
        :raise AccessError: the user may not write portal areas
        """
        self.ensure_one()
        self.check_access("write")
        proposal = self.env["portal.area.proposal"]._create_for(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pages of %s", self.name),
            "res_model": proposal._name,
            "res_id": proposal.id,
            "view_mode": "form",
            "target": "new",
        }

    def _get_page_modules(self):
        """The addons whose pages may belong to the area: its apps, and its models'.

        :rtype: set[str]
        """
        self.ensure_one()
        names = self.line_ids.mapped("model_name")
        models_modules = {
            self.env[name]._original_module for name in names if name in self.env
        }
        return models_modules | set(split_names(self.module_names))

    def _find_app_pages(self):
        """Pages below /my of the area's apps that the area does not close.

        :return: paths as in ``url_paths``, in their order
        :rtype: list[str]
        """
        self.ensure_one()
        modules = self._get_page_modules()
        found = set()
        http = self.env["ir.http"]
        installed = sorted(self.env.registry._init_modules)
        for url, endpoint in http._generate_routing_rules(
            installed, converters=http._get_converters()
        ):
            path = CONVERTER.sub("*", RESULT_PAGE.sub("", url))
            methods = endpoint.routing.get("methods")
            if (
                path.startswith("/my/")
                and endpoint.routing.get("type") == "http"
                and (not methods or "GET" in methods)
                and not closes_home(path)
                and _get_module(endpoint) in modules
                and self.id not in self._get_ids_by_path(path.replace("*", "1"))
            ):
                found.add(path)
        return sorted(found)


def _get_module(endpoint):
    """The addon that brought a page, whichever others extend its controller.

    :param endpoint: of a route
    :rtype: str
    """
    method = endpoint.func
    for parent in reversed(type(method.__self__).__mro__):
        if method.__name__ in vars(parent):
            path = parent.__module__.split(".")
            return path[2] if path[:2] == ["odoo", "addons"] else ""
    return ""
