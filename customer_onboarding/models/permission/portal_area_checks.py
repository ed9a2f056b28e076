import re

from odoo import api, models
from odoo.exceptions import ValidationError

from .portal_area import closes_home, split_names

CODE_PATTERN = re.compile(r"[a-z][a-z0-9_]*")
FIELD_PATTERN = re.compile(r"[a-z][a-z0-9_.]*\.[a-z][a-z0-9_]*")


class PortalArea(models.Model):
    """What a portal area may say: whatever else is refused in a sentence."""

    _inherit = "portal.area"

    @api.constrains("code")
    def _check_code(self):
        for area in self:
            if not CODE_PATTERN.fullmatch(area.code):
                raise ValidationError(
                    self.env._(
                        "Portal area %(area)s: the code %(code)s must be small "
                        "letters, digits and underscores, such as my_tickets.",
                        area=area.name,
                        code=area.code,
                    )
                )

    @api.constrains("url_paths")
    def _check_url_paths(self):
        for area in self:
            for path in area._get_paths():
                if not path.startswith("/") or path.strip("/*") == "":
                    raise ValidationError(
                        self.env._(
                            "Portal area %(area)s: the page %(path)s must start "
                            "with / and name a page, such as /my/invoices.",
                            area=area.name,
                            path=path,
                        )
                    )
                if closes_home(path):
                    raise ValidationError(
                        self.env._(
                            "Portal area %(area)s: the page %(path)s would close the "
                            "home page of the portal, from which customers reach "
                            "everything else. Name a page below it, such as "
                            "/my/invoices.",
                            area=area.name,
                            path=path,
                        )
                    )

    @api.constrains("derived_fields")
    def _check_derived_fields(self):
        for area in self:
            for name in (area.derived_fields or "").split():
                if not FIELD_PATTERN.fullmatch(name):
                    raise ValidationError(
                        self.env._(
                            "Portal area %(area)s: %(name)s must be a model and one "
                            "of its fields, such as sale.order.invoice_count.",
                            area=area.name,
                            name=name,
                        )
                    )

    @api.constrains("derived_fields", "module_names")
    def _check_fields_exist(self):
        """A field that does not exist would hide nothing, and nobody would be told.

        Delivered areas name fields of many apps, whichever of them are installed.
        """
        for area in self:
            if area.is_installed and not area._is_delivered_or_loading():
                for name in (area.derived_fields or "").split():
                    model, __, field = name.rpartition(".")
                    if model not in self.env or field not in self.env[model]._fields:
                        raise ValidationError(
                            self.env._(
                                "Portal area %(area)s: there is no field %(name)s "
                                "here. Check the technical names of its model and of "
                                "the field, or name the app they belong to.",
                                area=area.name,
                                name=name,
                            )
                        )

    @api.constrains("module_names")
    def _check_modules_exist(self):
        """An app nobody knows would never be installed, and the area never be off."""
        for area in self:
            names = split_names(area.module_names)
            if not names or area._is_delivered_or_loading():
                continue
            apps_sudo = self.env["ir.module.module"].sudo()
            known = set(apps_sudo.search([("name", "in", names)]).mapped("name"))
            for name in names:
                if name not in known:
                    raise ValidationError(
                        self.env._(
                            "Portal area %(area)s: this Odoo has no app %(name)s. "
                            "Check its technical name, or update the list of apps.",
                            area=area.name,
                            name=name,
                        )
                    )
