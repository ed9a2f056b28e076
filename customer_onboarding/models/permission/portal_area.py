import re

from odoo import api, fields, models, tools
from odoo.fields import Domain

# The portal's home, and what it loads: whoever is sent back is sent there
HOME_PATHS = ("/", "/my", "/my/home", "/my/counters")


class PortalArea(models.Model):
    """One part of the customer portal that can be switched off per customer.

    An area is data: it names the records that belong to it (``line_ids``), the
    pages that list them (``url_paths``), the counters of its cards, and what other
    records tell about them (``derived_fields``). The rule wrapper, the page guard
    and the cards read these records, so that another app's portal pages are covered
    by adding a record, not code.
    """

    _name = "portal.area"
    _inherit = ["portal.area.cache.mixin"]
    _description = "Portal Area"
    _order = "sequence, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="Technical name, used by imports: small letters, digits and underscores.",
    )
    description = fields.Char(
        translate=True,
        help="Actions that this part of the portal offers to the customer.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        default=True,
        help="An archived area is neither offered on customers nor enforced.",
    )
    icon = fields.Char(
        default="fa-folder-open-o", help="Font Awesome class, such as fa-truck."
    )
    module_names = fields.Char(
        string="Apps",
        help="Technical names of the area's apps, separated by commas, such as "
        "helpdesk_mgmt. The area shows when one of them is installed. Without an app, "
        "it always shows.",
    )
    is_installed = fields.Boolean(
        string="App Installed",
        compute="_compute_is_installed",
        search="_search_is_installed",
        help="One of the area's apps is installed, or the area needs no app. Only then "
        "is the area offered on customers.",
    )
    off_by_default = fields.Boolean(
        string="Off for New Customers",
        help="New customers start with this area switched off. Existing customers "
        "keep theirs.",
    )
    line_ids = fields.One2many("portal.area.line", "area_id", string="Records")
    url_paths = fields.Text(
        string="Pages",
        help="One path per line, such as /my/invoices. When the area is off, the page "
        "and its further result pages are closed. A * stands for one part of the "
        "path. At the end, /* also closes everything below.",
    )
    counter_keys = fields.Char(
        string="Counters",
        help="Counters of the cards on the portal's home page, separated by commas, "
        "such as invoice_count.",
    )
    derived_fields = fields.Text(
        help="Fields of other records that reveal this area's records, one per line, "
        "such as sale.order.invoice_count. When the area is off, they read as empty "
        "and cannot be searched or grouped by.",
    )

    _code_unique = models.Constraint(
        "UNIQUE (code)", "Another portal area has this code. Choose a different one."
    )

    @api.depends("module_names")
    def _compute_is_installed(self):
        """Find out whether one of the area's apps is installed."""
        # from the loaded registry, because that costs no query
        installed = self.env.registry._init_modules
        for area in self:
            names = split_names(area.module_names)
            area.is_installed = not names or not installed.isdisjoint(names)

    @api.model
    def _search_is_installed(self, operator, value):
        """Search areas by whether their app is installed."""
        if operator != "in":
            return NotImplemented
        areas = self.with_context(active_test=False).search_fetch([], ["module_names"])
        return Domain("id", "in", areas.filtered(lambda a: a.is_installed in value).ids)

    @api.model
    def _get_available(self):
        """The areas offered on customers: active, and of an installed app.

        :rtype: portal.area
        """
        return self.browse(self._get_available_ids())

    @api.model
    @tools.ormcache()
    def _get_available_ids(self):
        """Ids of the areas offered on customers, in their order.

        Cached, because every form of a partner asks for them.

        :rtype: tuple[int, ...]
        """
        domain = [("is_installed", "=", True), ("active", "=", True)]
        return tuple(self.sudo().search(domain).ids)

    @api.model
    @tools.ormcache()
    def _get_active_ids(self):
        """Ids of the areas that are enforced, in their order.

        :rtype: tuple[int, ...]
        """
        # active ones explicitly, because the context of whoever asks first may include
        # archived ones
        return tuple(self.sudo().search([("active", "=", True)]).ids)

    @api.model
    @tools.ormcache()
    def _get_ids_by_code(self):
        """The ids of all areas, archived ones as well, by their code.

        :rtype: dict[str, int]
        """
        areas_sudo = self.sudo().search([("active", "in", (True, False))])
        return {area.code: area.id for area in areas_sudo}

    @api.model
    @tools.ormcache()
    def _get_default_off_ids(self):
        """Ids of the areas that new customers start without.

        :rtype: tuple[int, ...]
        """
        domain = [("active", "=", True), ("off_by_default", "=", True)]
        return tuple(self.sudo().search(domain).ids)

    def _get_paths(self):
        """The area's page paths.

        :rtype: list[str]
        """
        self.ensure_one()
        return (self.url_paths or "").split()

    @api.model
    def _get_ids_by_document(self, document):
        """Ids of the areas that a document belongs to, be they on or off.

        Asked once a document, whoever it may be hidden from.

        :param document: one record of any model
        :rtype: frozenset[int]
        """
        restrictions = self._get_model_restrictions(document._name)
        document_sudo = restrictions and document.sudo().exists()
        return frozenset(
            area_id
            for area_id, domain in restrictions
            if document_sudo.filtered_domain(domain)
        )

    @api.model
    @tools.ormcache("model_name")
    def _get_model_restrictions(self, model_name):
        """The records of a model that switching areas off hides.

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
            if line.area_id.active and line.area_id.is_installed
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
    def _get_restricted_models(self):
        """The models of which switching areas off takes something away.

        :rtype: tuple[str, ...]
        """
        lines_sudo = (
            self.env["portal.area.line"].sudo().search([("area_id.active", "=", True)])
        )
        names = {name for name in lines_sudo.mapped("model_name") if name in self.env}
        children = names
        while children:
            # by _inherits, see _get_model_restrictions
            children = {
                name
                for name, model in self.env.registry.items()
                if name not in names and not names.isdisjoint(model._inherits)
            }
            names |= children
        return tuple(sorted(names))

    @api.model
    @tools.ormcache("model_name")
    def _get_derived_fields(self, model_name):
        """Fields of a model that tell about the records of areas.

        :param str model_name: technical name of the model
        :return: area ids by field name
        :rtype: dict[str, frozenset[int]]
        """
        found = {}
        for area in self.sudo()._get_available():
            for name in (area.derived_fields or "").split():
                model, __, field = name.rpartition(".")
                if model == model_name:
                    found.setdefault(field, set()).add(area.id)
        return {field: frozenset(ids) for field, ids in found.items()}

    @api.model
    @tools.ormcache()
    def _get_page_patterns(self):
        """The pages of areas: pairs (compiled pattern, area id).

        :rtype: tuple
        """
        return tuple(
            (_compile_path(path), area.id)
            for area in self.sudo()._get_available()
            for path in area._get_paths()
            if not closes_home(path)
        )

    @api.model
    @tools.ormcache()
    def _get_counters(self):
        """The counters of areas: area ids by counter name.

        :rtype: dict[str, frozenset[int]]
        """
        found = {}
        for area in self.sudo()._get_available():
            for key in split_names(area.counter_keys):
                found.setdefault(key, set()).add(area.id)
        return {key: frozenset(ids) for key, ids in found.items()}

    @api.model
    def _get_ids_by_path(self, path):
        """Ids of the areas that close a page.

        :param str path: path of a URL, without language prefix and query
        :rtype: frozenset[int]
        """
        return frozenset(
            area_id
            for pattern, area_id in self._get_page_patterns()
            if pattern.fullmatch(path)
        )

    @api.model
    def _get_ids_by_counter(self, counter):
        """Ids of the areas a card counter belongs to.

        :param str counter: name of the counter, such as ``invoice_count``
        :rtype: frozenset[int]
        """
        return self._get_counters().get(counter, frozenset())


def closes_home(path):
    """Whether a page path of an area would close the home page of the portal.

    Its customers would be sent from there to itself.

    :param str path: as in ``portal.area.url_paths``
    :rtype: bool
    """
    pattern = _compile_path(path)
    return any(pattern.fullmatch(home) for home in HOME_PATHS)


def split_names(text):
    """Return the parts of a text that are separated by commas, without blanks.

    :param text: text or False
    :rtype: list[str]
    """
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _compile_path(path):
    """Return the pattern of a page and its further result pages, such as /page/2.

    :param str path: as in ``url_paths``; a * stands for one part of the path, at the
        end for all that is below
    :rtype: re.Pattern
    """
    whole_tree = path.endswith("/*")
    pattern = re.escape(path.removesuffix("/*").rstrip("/"))
    pattern = pattern.replace(re.escape("*"), "[^/]+")
    return re.compile(pattern + ("(/.*)?" if whole_tree else r"(/page/\d+)?/?"))
