from odoo import models


class Base(models.AbstractModel):
    """Keep other records from telling about those of switched-off portal areas.

    Two things do: the name of a linked record, which Odoo reads as superuser, and
    fields computed from hidden records, such as an order's number of invoices.
    Both read as empty; searching for them is refused (``base_terms.py``).
    Refusing to read them instead (``_has_field_access``) would turn whole pages into
    errors.
    """

    _inherit = "base"

    def _read_format(self, fnames, load="_classic_read"):
        result = super()._read_format(fnames, load)
        user = self.env.user
        if (
            not result
            or self.env.su
            or not user.share
            or not user._get_portal_off_areas()
        ):
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


def _linked_id(value):
    """The id in a many2one value as ``read`` returns it; of a form's copy, its origin.

    :param value: False, an id, or a pair of id and name
    :rtype: int | None
    """
    id_ = value[0] if isinstance(value, tuple | list) else value
    return getattr(id_, "origin", id_) or None
