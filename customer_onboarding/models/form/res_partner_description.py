from odoo import api, models
from odoo.tools import frozendict, ormcache

# What Odoo finds out of a field by asking for its SQL, and for a field that has none by
# catching the error
SQL_ATTRIBUTES = frozenset(("aggregator", "groupable", "sortable"))


class ResPartner(models.Model):
    """What the fields of partners tell of themselves to a form that is opened.

    Every view of partners brings the descriptions of all their fields, most of which
    are not stored: Odoo would write SQL for each of them again each time.
    """

    _inherit = "res.partner"

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Describe the fields as Odoo does; remember what SQL they make.

        Only for internal users: what a portal user may sort and group by depends on
        the portal areas that are off, which nobody remembers.

        :param allfields: names of fields, all if empty
        :param attributes: names of attributes, all if None
        :return: ``{name of a field: {attribute: value}}``
        :rtype: dict[str, dict]
        """
        asked = SQL_ATTRIBUTES.intersection(attributes or ())
        if not asked or not (self.env.su or self.env.user._is_internal()):
            return super().fields_get(allfields, attributes)
        others = [name for name in attributes if name not in asked]
        result = super().fields_get(allfields, others)
        groups = () if self.env.su else self.env.user._get_group_ids()
        remembered = self._get_sql_descriptions(self.env.su, groups)
        for name, description in result.items():
            for attribute, value in remembered[name].items():
                if attribute in asked:
                    description[attribute] = value
        return result

    @api.model
    @ormcache("su", "groups")
    def _get_sql_descriptions(self, su, groups):
        """What Odoo says of the SQL of each field, for users of the same groups.

        Odoo forgets it with its other caches when a field is added.

        :param bool su: whether for superusers, who may read all fields
        :param tuple groups: ids of the user's groups, which decide over fields, too
        :return: ``{name of a field: {attribute: value}}``
        :rtype: frozendict
        """
        # Odoo's answer, not ours, which asks here
        descriptions = super().fields_get(None, SQL_ATTRIBUTES)  # pylint: disable=W8164
        return frozendict(
            {name: frozendict(values) for name, values in descriptions.items()}
        )
