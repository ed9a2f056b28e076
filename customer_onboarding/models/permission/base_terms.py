from collections.abc import Collection

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

# those whose value is a domain of the linked records
SUBDOMAIN_OPERATORS = ("any", "not any", "any!", "not any!")
NEGATIVE_OPERATORS = ("!=", "not in")
# those whose value may be ids of the linked records
LINK_OPERATORS = ("=", "in", *NEGATIVE_OPERATORS, "child_of", "parent_of")

# Stands in the context while Odoo computes a field. An object of this process only:
# a client can send the key, but never this value.
_COMPUTING = object()
_COMPUTING_KEY = "customer_onboarding_computing"


class Base(models.AbstractModel):
    """Refuse questions about fields that tell about switched-off portal areas.

    The check stands where a client's terms become SQL: conditions of a domain, groups,
    aggregates (those of ``having`` and of an order among them) and orders. Whichever
    public method takes them, they all come here. Unaffected are superusers, record
    rules, which Odoo turns into SQL as superuser, and what Odoo asks itself while it
    computes a field.

    Groups and conditions by a link are not refused, because Odoo's own pages ask for
    them: the link is empty where it leads to a hidden record, as it is in ``read``.
    """

    _inherit = "base"

    def _compute_field_value(self, field):
        """Leave alone what Odoo groups and sums up in order to compute a field."""
        records = self
        if self._has_portal_restrictions():
            records = self.with_context(**{_COMPUTING_KEY: _COMPUTING})
        return super(Base, records)._compute_field_value(field)

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        if (
            not kwargs.get("bypass_access")
            and not self.env.su
            and self._has_portal_user()
        ):
            domain = Domain(domain)
            # the areas are read only for a condition that they could matter to
            if self._is_portal_sensitive(domain) and self._has_portal_restrictions():
                self._check_portal_hidden_domain(domain)
                domain = self._blank_hidden_links(domain)
        return super()._search(domain, offset, limit, order, **kwargs)

    def _order_to_sql(self, order, query, alias=None, reverse=False):
        # the model's own order is nobody's question
        if order and order != self._order and self._has_portal_restrictions():
            for term in order.split(","):
                self._check_portal_hidden_term(term.split()[0], links=True)
        return super()._order_to_sql(order, query, alias, reverse)

    def _read_group_select(self, aggregate_spec, query):
        if self._has_portal_restrictions():
            self._check_portal_hidden_term(aggregate_spec, links=True)
        return super()._read_group_select(aggregate_spec, query)

    def _read_group_groupby(self, alias, groupby_spec, query):
        if not self._has_portal_restrictions():
            return super()._read_group_groupby(alias, groupby_spec, query)
        # of a path, the other fields are asked on their own models
        self._check_portal_hidden_term(groupby_spec)
        sql = super()._read_group_groupby(alias, groupby_spec, query)
        return self._blank_hidden_group(sql, groupby_spec)

    @api.model
    def _blank_hidden_group(self, sql, groupby_spec):
        """The term of a group, without links to hidden records.

        :param SQL sql: what ``super()._read_group_groupby`` returned
        :param str groupby_spec: such as ``partner_id`` or ``date:month``
        :rtype: SQL
        """
        field = self._fields.get(groupby_spec)
        if field is None or not field.relational:
            return sql
        hidden = self.env[field.comodel_name]._search_portal_hidden()
        if hidden is None:
            return sql
        return SQL(
            "CASE WHEN %(link)s IN %(hidden)s THEN NULL ELSE %(link)s END",
            link=sql,
            hidden=hidden.subselect(),
        )

    @api.model
    def _search_portal_hidden(self):
        """The records of this model in an area that the user may not use.

        :return: None when none can be
        :rtype: Query | None
        """
        hidden = self.env.user._get_portal_hidden_domain(self._name)
        if hidden.is_false():
            return None
        return self.sudo().with_context(active_test=False)._search(hidden)

    @api.model
    def _has_portal_user(self):
        """Whether a portal user or a visitor asks. Nobody does while Odoo signs in.

        :rtype: bool
        """
        user = self.env.user
        return bool(user) and user.sudo().share

    @api.model
    def _is_portal_sensitive(self, domain):
        """Whether a filter asks for what some portal area could hide, for anybody.

        :param Domain domain: what a client searches for
        :rtype: bool
        """
        areas = self.env["portal.area"]
        for condition in domain.iter_conditions():
            for model, name in self._iter_portal_path(condition.field_expr):
                comodel_name = model._get_portal_linked_model(name)
                if name in areas._get_derived_fields(model._name) or (
                    comodel_name and areas._get_model_restrictions(comodel_name)
                ):
                    return True
            # the conditions on what the path leads to
            if (
                condition.operator in SUBDOMAIN_OPERATORS
                and comodel_name
                and isinstance(condition.value, Domain | list | tuple)
                and self.env[comodel_name]._is_portal_sensitive(Domain(condition.value))
            ):
                return True
        return False

    @api.model
    def _has_portal_restrictions(self):
        """Whether terms are a client's, for whom some portal area is off.

        :rtype: bool
        """
        if self.env.su or self.env.context.get(_COMPUTING_KEY) is _COMPUTING:
            return False
        # nobody: while a program signs in, because Odoo then reads without a user
        user = self.env.user
        # asked of every field and search: internal users are let through at once
        return bool(user and user.share and user._get_portal_off_areas())

    @api.model
    def _check_portal_hidden_domain(self, domain):
        """Refuse a filter on a field that tells about hidden records.

        :param Domain domain: what a client searches for
        :raise AccessError: it asks for such a field
        """
        for condition in domain.iter_conditions():
            self._check_portal_hidden_path(condition.field_expr)
            # Odoo searches some links past the rules of their records: what is said
            # of them is asked here; clients send it as a list
            if condition.operator in SUBDOMAIN_OPERATORS and isinstance(
                condition.value, Domain | list | tuple
            ):
                *__, (model, name) = self._iter_portal_path(condition.field_expr)
                if comodel_name := model._get_portal_linked_model(name):
                    comodel = self.env[comodel_name]
                    comodel._check_portal_hidden_domain(Domain(condition.value))

    @api.model
    def _blank_hidden_links(self, domain):
        """A domain for which links to hidden records are empty.

        :param Domain domain: what a client searches for
        :rtype: Domain
        """
        return domain.map_conditions(self._blank_hidden_links_of)

    @api.model
    def _blank_hidden_links_of(self, condition):
        """A condition for which links to hidden records are empty.

        :param DomainCondition condition: one of a client's domain
        :rtype: Domain
        """
        path, operator = condition.field_expr, condition.operator
        value = condition.value
        *__, (model, name) = self._iter_portal_path(path)
        comodel_name = model._get_portal_linked_model(name)
        if not comodel_name:
            return condition
        if operator in SUBDOMAIN_OPERATORS:
            if not isinstance(value, Domain | list | tuple):
                return condition
            comodel = self.env[comodel_name]
            return Domain(path, operator, comodel._blank_hidden_links(Domain(value)))
        hidden = self.env[comodel_name]._search_portal_hidden()
        ids = _get_condition_ids(value)
        if hidden is None or operator not in LINK_OPERATORS or ids is None:
            return condition
        linked = self.env[comodel_name].browse(filter(None, ids))
        shown_ids = (linked - self.env.user._filter_portal_hidden(linked)).ids
        if operator in ("child_of", "parent_of"):
            return Domain(path, operator, shown_ids)
        found = Domain(path, "in", shown_ids)
        if not all(ids):
            found |= Domain(path, "=", False) | Domain(path, "any!", hidden)
        return ~found if operator in NEGATIVE_OPERATORS else found

    @api.model
    def _check_portal_hidden_term(self, term, links=False):
        """Refuse to group, sort or add up by what tells about hidden records.

        :param str term: its first field is asked, such as ``partner_id`` of
            ``partner_id.name``, ``date`` of ``date:month``
        :param bool links: whether links to hidden records are refused, too: they are
            sorted by these records' names
        :raise AccessError: it is such a field
        """
        name = term.partition(":")[0].partition(".")[0]
        if self._is_portal_hidden_path(name, links):
            raise self._make_portal_hidden_error(name)

    @api.model
    def _check_portal_hidden_path(self, path):
        """Refuse a field, or a path of fields, that tells about hidden records.

        :param str path: such as ``invoice_count``, ``order_id.invoice_count``
        :raise AccessError: one of its fields is such a field
        """
        if self._is_portal_hidden_path(path):
            raise self._make_portal_hidden_error(path)

    @api.model
    def _is_portal_hidden_path(self, path, links=False):
        """Whether a field, or one on a path of fields, tells about hidden records.

        :param str path: such as ``invoice_count``, ``order_id.invoice_count``
        :param bool links: whether links to hidden records count, too
        :rtype: bool
        """
        user = self.env.user
        for model, name in self._iter_portal_path(path):
            if name in user._get_portal_hidden_fields(model._name):
                return True
            comodel_name = model._get_portal_linked_model(name)
            if (
                links
                and comodel_name
                and not user._get_portal_hidden_domain(comodel_name).is_false()
            ):
                return True
        return False

    @api.model
    def _iter_portal_path(self, path):
        """The fields of a path, as pairs of their model and name.

        :param str path: such as ``order_id.invoice_count``
        """
        model = self
        for name in path.split("."):
            yield model, name
            comodel_name = model._get_portal_linked_model(name)
            if not comodel_name:
                return
            model = self.env[comodel_name]

    @api.model
    def _get_portal_linked_model(self, name):
        """The model a field links to, or None.

        :param str name: a field of this model; others link to none
        :rtype: str | None
        """
        field = self._fields.get(name)
        return field.comodel_name if field is not None and field.relational else None

    @api.model
    def _make_portal_hidden_error(self, name):
        """The error for questions about a field of a switched-off area.

        :param str name: the field
        :rtype: AccessError
        """
        return AccessError(
            self.env._(
                "You may not search or group by %(field)s because this part of the "
                "portal is switched off for your account.",
                field=name,
            )
        )


def _get_condition_ids(value):
    """The ids that a condition on a link names, False for none.

    :param value: of a domain's condition
    :return: None where it names records in another way, such as by their names
    :rtype: list[int | bool] | None
    """
    values = value if isinstance(value, Collection) else [value]
    if isinstance(value, str) or not all(isinstance(id_, int) for id_ in values):
        return None
    return list(values)
