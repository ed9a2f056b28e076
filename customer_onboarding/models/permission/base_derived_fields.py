from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# those whose value is a domain of the linked records
SUBDOMAIN_OPERATORS = ("any", "not any", "any!", "not any!")


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
            elif field.type in ("reference", "many2one_reference"):
                self._blank_hidden_references(result, field)
        return result

    def _blank_hidden_names(self, result, field):
        """Empty a many2one field where it points to a hidden record.

        :param list[dict] result: what ``read`` returns; changed in place
        :param Field field: the many2one field
        """
        ids_by_row = [_linked_id(values.get(field.name)) for values in result]
        linked = self.env[field.comodel_name].browse({id_ for id_ in ids_by_row if id_})
        hidden_ids = set(self.env.user._filter_portal_hidden(linked).ids)
        for values, id_ in zip(result, ids_by_row, strict=True) if hidden_ids else ():
            if id_ in hidden_ids:
                values[field.name] = False

    def _blank_hidden_references(self, result, field):
        """Empty a reference field where it points to a hidden record.

        :param list[dict] result: what ``read`` returns; changed in place
        :param Field field: the reference field, or integer with a model's field
        """
        references = {}
        for record in self:
            if record[field.name] and field.type == "reference":
                references[record.id] = (
                    record[field.name]._name,
                    record[field.name].id,
                )
            elif record[field.name]:
                references[record.id] = (record[field.model_field], record[field.name])
        hidden = self.env.user._filter_portal_hidden_references(references.values())
        for values in result if hidden else ():
            if references.get(values["id"]) in hidden:
                values[field.name] = False

    def copy_data(self, default=None):
        """Leave out what is hidden: a client may ask for the values of a copy."""
        vals_list = super().copy_data(default)
        if self._has_portal_restrictions():
            hidden_fields = self.env.user._get_portal_hidden_fields(self._name)
            for name in hidden_fields.difference(default or ()):
                for vals in filter(None, vals_list):
                    vals.pop(name, None)
        return vals_list

    def export_data(self, fields_to_export):
        """Refuse to export what is hidden."""
        if self._has_portal_restrictions():
            for path in fields_to_export:
                self._check_portal_hidden_path(path.replace("/", "."))
        return super().export_data(fields_to_export)

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
            # clients send lists, which stay so until the search; what they say of
            # the linked records is not asked again there for every field
            if (
                model is not None
                and condition.operator in SUBDOMAIN_OPERATORS
                and isinstance(condition.value, Domain | list | tuple)
            ):
                model._check_portal_hidden_domain(Domain(condition.value))

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


def _linked_id(value):
    """The id in a many2one value as ``read`` returns it; of a form's copy, its origin.

    :param value: False, an id, or a pair of id and name
    :rtype: int | None
    """
    id_ = value[0] if isinstance(value, tuple | list) else value
    return getattr(id_, "origin", id_) or None
