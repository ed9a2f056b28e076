import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class PortalAreaLine(models.Model):
    """The records of one model that belong to a portal area."""

    _name = "portal.area.line"
    _inherit = ["portal.area.cache.mixin"]
    _description = "Records of a Portal Area"
    _order = "area_id, id"

    area_id = fields.Many2one(
        "portal.area", required=True, index=True, ondelete="cascade"
    )
    model_name = fields.Char(
        string="Model",
        required=True,
        index=True,
        help="Technical name of the model, such as sale.order. "
        "It may belong to an app that is not installed.",
    )
    model_id = fields.Many2one(
        "ir.model",
        string="Records of",
        compute="_compute_model_id",
        inverse="_inverse_model_id",
        domain=[("transient", "=", False), ("abstract", "=", False)],
        help="Model of the records. Empty if it belongs to an app that is not "
        "installed.",
    )
    domain = fields.Char(
        default="[]",
        required=True,
        help="Domain of the model's records in the area. [] means all.",
    )

    @api.depends("model_name")
    def _compute_model_id(self):
        """Name the model as the screen does; only the technical name is stored.

        Because a delivered area names models of apps that may not be installed.
        """
        for line in self:
            name = line.model_name
            # sudo: names of models alone, of which employees may not read the records
            model_sudo = self.env["ir.model"].sudo()
            line.model_id = (
                name in self.env and model_sudo._get(name).sudo(False)
            ) or False

    @api.onchange("model_id")
    def _inverse_model_id(self):
        """Store the technical name of the model that was picked from the list."""
        for line in self:
            if line.model_id:
                line.model_name = line.model_id.sudo().model

    @api.constrains("model_name")
    def _check_model_name(self):
        """Refuse an unknown model, because its records would never be hidden.

        :raise ValidationError: naming the model
        """
        for line in self:
            if line.area_id.is_installed and line.model_name not in self.env:
                raise ValidationError(
                    self.env._(
                        "Portal area %(area)s: there is no model %(model)s here. "
                        "Check its technical name, or name the app it belongs to.",
                        area=line.area_id.name,
                        model=line.model_name,
                    )
                )

    @api.constrains("model_name", "domain")
    def _check_domain(self):
        """Refuse a domain that does not fit the model.

        :raise ValidationError: naming the domain and Odoo's reason
        """
        for line in self:
            try:
                domain = line._get_domain()
                if line.area_id.is_installed and line.model_name in self.env:
                    domain.validate(self.env[line.model_name])
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "Portal area %(area)s: the domain %(domain)s does not fit "
                        "the model %(model)s. Write it as a list of conditions, "
                        "such as [('state', '=', 'sale')]. (%(error)s)",
                        area=line.area_id.name,
                        domain=line.domain,
                        model=line.model_name,
                        error=error,
                    )
                ) from error

    def _get_domain(self):
        """Which of the model's records belong to the area.

        :rtype: Domain
        :raise ValueError, SyntaxError: the text is not a literal domain
        """
        self.ensure_one()
        return Domain(ast.literal_eval(self.domain or "[]"))
