from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class Base(models.AbstractModel):
    """Keep other records from telling about those of switched-off portal areas.

    Two things do: the name of a linked record, which Odoo reads as superuser, and
    fields computed from hidden records, such as an order's number of invoices.
    Both read as empty. Refusing to read them instead (``_has_field_access``) would
    turn whole pages into errors.
    """

    _inherit = "base"

    def _read_format(self, fnames, load="_classic_read"):
        result = super()._read_format(fnames, load)
        user = self.env.user
        if not result or self.env.su or not user._get_portal_off_areas():
            return result
        hidden_fields = user._get_portal_hidden_fields(self._name)
        for name in fnames:
            field = self._fields[name]
            if name in hidden_fields:
                blank = [] if field.type in ("one2many", "many2many") else False
                for values in result:
                    values[name] = blank
            elif field.type == "many2one":
                self._blank_hidden_names(result, field)
        return result

    def _blank_hidden_names(self, result, field):
        """Empty a many2one field where it points to a hidden record.

        :param list[dict] result: what ``read`` returns; changed in place
        :param Field field: the many2one field
        """
        ids = {
            value if isinstance(value, int) else value[0]
            for values in result
            if (value := values.get(field.name))
        }
        linked = self.env[field.comodel_name].browse(ids)
        hidden_ids = set(self.env.user._filter_portal_hidden(linked).ids)
        for values in result if hidden_ids else ():
            value = values[field.name]
            if value and (value if isinstance(value, int) else value[0]) in hidden_ids:
                values[field.name] = False

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        if self._has_portal_restrictions() and not kwargs.get("bypass_access"):
            self._check_portal_hidden_domain(Domain(domain))
            for term in (order or "").split(","):
                self._check_portal_hidden_path(term.strip().split(" ")[0])
        return super()._search(domain, offset, limit, order, **kwargs)

    @api.model
    def formatted_read_group(self, domain, groupby=(), aggregates=(), **kwargs):
        """Refuse to count what is hidden."""
        self._check_portal_hidden_groups([*groupby, *aggregates])
        return super().formatted_read_group(domain, groupby, aggregates, **kwargs)

    @api.model
    def formatted_read_grouping_sets(
        self, domain, grouping_sets, aggregates=(), **kwargs
    ):
        """Refuse to count what is hidden."""
        terms = [term for terms in grouping_sets for term in terms]
        self._check_portal_hidden_groups([*terms, *aggregates])
        return super().formatted_read_grouping_sets(
            domain, grouping_sets, aggregates, **kwargs
        )

    @api.model
    def read_group(self, domain, fields, groupby, *args, **kwargs):
        """Refuse to count what is hidden."""
        groups = [groupby] if isinstance(groupby, str) else groupby
        # a field may be given as "label:function(field)"
        names = [name.rpartition("(")[2].rstrip(")") for name in fields]
        self._check_portal_hidden_groups([*groups, *names])
        return super().read_group(domain, fields, groupby, *args, **kwargs)

    @api.model
    def read_progress_bar(self, domain, group_by, progress_bar):
        """Refuse to count what is hidden."""
        self._check_portal_hidden_groups([group_by, progress_bar["field"]])
        return super().read_progress_bar(domain, group_by, progress_bar)

    @api.model
    def _has_portal_restrictions(self):
        """Whether some area is off for whoever asks, and rules apply to them."""
        return not self.env.su and bool(self.env.user._get_portal_off_areas())

    @api.model
    def _check_portal_hidden_domain(self, domain):
        """Refuse a filter on a field that tells about hidden records.

        :param Domain domain: what a client searches for
        :raise AccessError: it asks for such a field
        """
        for condition in domain.iter_conditions():
            model = self._check_portal_hidden_path(condition.field_expr)
            if model is not None and isinstance(condition.value, Domain):
                model._check_portal_hidden_domain(condition.value)

    @api.model
    def _check_portal_hidden_groups(self, terms):
        """Refuse to group by, or add up, what tells about hidden records.

        :param list[str] terms: fields, such as ``partner_id`` or ``date:month``
        :raise AccessError: one of them is such a field, or links to hidden records
            (a group is called by the name of its record)
        """
        if not self._has_portal_restrictions():
            return
        for term in terms:
            model = self._check_portal_hidden_path(term)
            if model is None:
                continue
            hidden = self.env.user._get_portal_hidden_domain(model._name)
            if not hidden.is_false():
                raise self._make_portal_hidden_error(term)

    @api.model
    def _check_portal_hidden_path(self, path):
        """Refuse a field, or a path of fields, that tells about hidden records.

        :param str path: such as ``invoice_count``, ``order_id.invoice_count``
        :return: the model of the path's last field if it is relational, or None
        :raise AccessError: one of its fields is such a field
        """
        model = self
        for name in path.partition(":")[0].split("."):
            if model is None:
                break
            if name in self.env.user._get_portal_hidden_fields(model._name):
                raise self._make_portal_hidden_error(name)
            field = model._fields.get(name)
            relational = field is not None and field.relational
            model = self.env[field.comodel_name] if relational else None
        return model

    @api.model
    def _make_portal_hidden_error(self, name):
        """The error for questions about a field of a switched-off area.

        :param str name: the field
        :rtype: AccessError
        """
        return AccessError(
            self.env._(
                "You may not search or group by %(field)s: this part of the portal "
                "is switched off for your account.",
                field=name,
            )
        )
