from odoo import api, models
from odoo.fields import Domain


class Base(models.AbstractModel):
    """What a portal page may ask that searches as superuser.

    Odoo's lists of tasks and timesheets do: record rules hide nothing there, and a
    search box, an order or a group by a link tells about records of switched-off
    areas. Their controllers put what the URL asks through the methods below, called
    on the model in the user's own environment.
    """

    _inherit = "base"

    @api.model
    def _limit_portal_domain(self, domain):
        """A domain for a search as superuser, as far as this user may ask it.

        Links to hidden records count as empty, as they read; conditions on fields
        that tell about them hold for no record.

        :param domain: conditions on this model
        :rtype: Domain
        """
        domain = Domain(domain)
        if not self._has_portal_restrictions():
            return domain
        # paths and names of linked records become domains of their models
        return domain.optimize(self).map_conditions(self._limit_portal_condition)

    def _limit_portal_condition(self, condition):
        """One condition of ``_limit_portal_domain``, on a field of this model.

        :param condition: with a single field, no path
        :rtype: Domain
        """
        name, operator, value = (
            condition.field_expr,
            condition.operator,
            condition.value,
        )
        if self._is_portal_hidden_path(name):
            return Domain.FALSE
        field = self._fields[name.partition(".")[0]]
        if not field.relational:
            return condition
        comodel = self.env[field.comodel_name]
        hidden = self.env.user._get_portal_hidden_domain(comodel._name)
        if isinstance(value, Domain):
            limited = comodel._limit_portal_domain(value) & ~hidden
            return Domain(name, operator, limited)
        if hidden.is_false():
            return condition
        is_hidden = Domain(name, "any", hidden)
        is_negative = operator in Domain.NEGATIVE_OPERATORS
        asked = Domain(~condition if is_negative else condition)
        limited = asked & ~is_hidden
        if operator in ("in", "not in") and False in value:
            limited |= is_hidden
        return ~limited if is_negative else limited

    @api.model
    def _limit_portal_options(self, options, paths=None):
        """The sortings, groups or search inputs of a page that this user may use.

        :param dict options: what the page offers, by its value in the URL: fields
            of this model, or several separated by commas, with ``desc`` or not
        :param dict paths: for options that are no fields, the path they ask about
        :return: those that tell nothing about hidden records; of an order by several
            fields, those fields
        :rtype: dict
        """
        if not self._has_portal_restrictions():
            return options
        limited = {}
        for key, option in options.items():
            terms = [
                term.strip()
                for term in key.split(",")
                if not self._is_portal_hidden_path(
                    (paths or {}).get(key, term.split()[0]), links=True
                )
            ]
            if terms:
                limited[", ".join(terms)] = option
        return limited
