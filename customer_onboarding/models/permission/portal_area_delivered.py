from odoo import api, fields, models
from odoo.exceptions import UserError

# What users say of a delivered area stays when its addon is updated
KEPT_FIELDS = ("name", "description", "icon", "sequence", "active", "off_by_default")
# of records that were exported or imported, not delivered by an addon
NO_MODULES = ("__export__", "__import__")


class PortalArea(models.Model):
    """Areas that an addon delivers: updated with it, archived rather than deleted."""

    _inherit = "portal.area"

    is_delivered = fields.Boolean(
        compute="_compute_is_delivered",
        help="The area belongs to an app. Updates of the app change what the area "
        "hides.",
    )

    def _compute_is_delivered(self):
        data_sudo = (
            self.env["ir.model.data"]
            .sudo()
            .search(
                [
                    ("model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("module", "not in", NO_MODULES),
                ]
            )
        )
        delivered_ids = set(data_sudo.mapped("res_id"))
        for area in self:
            area.is_delivered = area._origin.id in delivered_ids

    def _is_delivered_or_loading(self):
        """Whether an addon delivers this area, or is about to.

        An area that is being loaded has no XML id yet.

        :rtype: bool
        """
        self.ensure_one()
        return bool(self.env.context.get("install_module")) or self.is_delivered

    @api.ondelete(at_uninstall=False)
    def _unlink_except_delivered(self):
        """What was switched off for customers would open again without a word."""
        for area in self:
            if area.is_delivered:
                raise UserError(
                    self.env._(
                        "The portal area %(area)s belongs to an app and cannot be "
                        "deleted. Archive it instead: it is then neither offered nor "
                        "enforced.",
                        area=area.name,
                    )
                )

    def _load_records(self, data_list, update=False):
        """Let an update reach delivered areas, those of older databases as well.

        There, their XML ids keep them from being updated: a field that turned out to
        tell too much would never be hidden.
        """
        if update and self.env.context.get("install_module"):
            data_sudo = self.env["ir.model.data"].sudo()
            for data in data_list:
                module, __, name = (data.get("xml_id") or "").partition(".")
                data_sudo.search(
                    [
                        ("module", "=", module),
                        ("name", "=", name),
                        ("model", "=", self._name),
                        ("noupdate", "=", True),
                    ]
                ).noupdate = False
            data_sudo.flush_model(["noupdate"])  # Odoo looks it up in SQL
        return super()._load_records(data_list, update)

    def _load_records_write(self, values):
        """Keep what users edited; the records of the area are those of the new data."""
        if self.env.context.get("install_module"):
            values = {
                name: value for name, value in values.items() if name not in KEPT_FIELDS
            }
            if "line_ids" in values:
                self.line_ids.unlink()
        return super()._load_records_write(values)
