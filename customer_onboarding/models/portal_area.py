import ast

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class PortalArea(models.Model):
    """One part of the customer portal that can be switched off per customer.

    An area is data: it names the records that belong to it (``line_ids``), the
    pages that list them (``url_paths``) and the counters of its cards. The rule
    wrapper, the page guard and the cards read these records, so that another
    app's portal pages are covered by adding a record, not code.
    """

    _name = "portal.area"
    _description = "Portal Area"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="Technical name, used by imports. Small letters and underscores.",
    )
    description = fields.Char(
        translate=True, help="What the customer can do in this part of the portal."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        default=True,
        help="An archived area is not offered on customers, and not enforced.",
    )
    icon = fields.Char(
        default="fa-folder-open-o", help="Font Awesome class, such as fa-truck."
    )
    off_by_default = fields.Boolean(
        string="Off for New Customers",
        help="New customers start with this area switched off. "
        "Existing customers keep what they have.",
    )
    line_ids = fields.One2many("portal.area.line", "area_id", string="Records")
    url_paths = fields.Text(
        string="Pages",
        help="One path a line, such as /my/invoices: the page and its further "
        "result pages are closed when the area is off. End a path with /* to "
        "close everything below it too.",
    )
    counter_keys = fields.Char(
        string="Counters",
        help="Names of the card counters on the portal's home page, "
        "separated by commas, such as invoice_count.",
    )

    _code_unique = models.Constraint(
        "UNIQUE (code)", "Another portal area has this code: choose a different one."
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

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    def _get_paths(self):
        """The area's page paths, as a list of strings without blanks."""
        self.ensure_one()
        return [path.strip() for path in (self.url_paths or "").split() if path]

    def _get_counters(self):
        """The area's counter names, as a list of strings without blanks."""
        self.ensure_one()
        return [
            key.strip() for key in (self.counter_keys or "").split(",") if key.strip()
        ]

    def _contains(self, document):
        """Whether a document belongs to this area.

        :param document: one record of any model
        :rtype: bool
        """
        self.ensure_one()
        document_sudo = document.sudo().exists()
        return any(
            area_id == self.id and document_sudo.filtered_domain(domain)
            for area_id, domain in self._get_model_restrictions(document._name)
        )

    @api.model
    @tools.ormcache("model_name")
    def _get_model_restrictions(self, model_name):
        """What switching areas off takes away from a model.

        Parents by ``_inherits`` count as well: a child model must not show what
        its parent hides.

        :param str model_name: technical name of the model
        :return: pairs (area id, domain of the model's records in that area)
        :rtype: tuple
        """
        lines = self.env["portal.area.line"].sudo()
        restrictions = [
            (line.area_id.id, line._get_domain())
            for line in lines.search([("model_name", "=", model_name)])
            if line.area_id.active
        ]
        model = self.env[model_name]
        for parent_name, parent_field in model._inherits.items():
            if model._fields[parent_field].store:
                restrictions += [
                    (area_id, Domain(parent_field, "any", domain))
                    for area_id, domain in self._get_model_restrictions(parent_name)
                ]
        return tuple(restrictions)

    @api.model
    @tools.ormcache()
    def _get_entries(self):
        """Where areas show in the portal: ``{path: area ids}``, ``{counter: ids}``.

        :rtype: tuple[dict, dict]
        """
        paths, counters = {}, {}
        for area in self.sudo().search([("active", "=", True)]):
            for path in area._get_paths():
                paths.setdefault(path, set()).add(area.id)
            for key in area._get_counters():
                counters.setdefault(key, set()).add(area.id)
        return (
            {path: frozenset(ids) for path, ids in paths.items()},
            {key: frozenset(ids) for key, ids in counters.items()},
        )

    @api.model
    def _get_ids_by_path(self, path):
        """Ids of the areas that close a page.

        :param str path: path of a URL, without language prefix and query
        :rtype: frozenset[int]
        """
        page = path.rstrip("/").split("/page/")[0]
        paths = self._get_entries()[0]
        found = paths.get(page, frozenset())
        while page:
            found |= paths.get(f"{page}/*", frozenset())
            page = page.rpartition("/")[0]
        return found

    @api.model
    def _get_ids_by_counter(self, counter):
        """Ids of the areas a card counter belongs to.

        :param str counter: name of the counter, such as ``invoice_count``
        :rtype: frozenset[int]
        """
        return self._get_entries()[1].get(counter, frozenset())


class PortalAreaLine(models.Model):
    """The records of one model that belong to a portal area."""

    _name = "portal.area.line"
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
    domain = fields.Char(
        default="[]",
        required=True,
        help="Which of the model's records belong to the area; [] means all.",
    )

    @api.constrains("model_name", "domain")
    def _check_domain(self):
        for line in self:
            try:
                domain = line._get_domain()
                if line.model_name in self.env:
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

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    def _get_domain(self):
        """The line's domain.

        :rtype: Domain
        :raise ValueError, SyntaxError: the text is not a literal domain
        """
        self.ensure_one()
        return Domain(ast.literal_eval(self.domain or "[]"))
