from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class Base(models.AbstractModel):
    """Hide records that Odoo shows without asking the rules of their document.

    A portal user reads a message as its author or recipient, and a file as its
    creator. Such models say in ``_filter_in_off_areas`` what belongs to a portal
    area that is off, and put their ``_search`` and ``_check_access`` through the two
    methods below, as ``HiddenRecords`` does.
    """

    _inherit = "base"

    @api.model
    def _check_staff(self):
        """Refuse customers and visitors what is for staff alone.

        :raise AccessError: the user is no internal user; superusers pass
        """
        if not self.env.su and not self.env.user._is_internal():
            raise AccessError(self.env._("Only internal users may do this."))

    def _filter_in_off_areas(self):
        """Those of the records in a portal area this user may not use.

        Hook for models whose record rules are not the whole story.

        :rtype: same model
        """
        return self.browse()

    @api.model
    def _get_portal_shown_domain(self):
        """What SQL can tell of the records that are not hidden from this user.

        Hook for models whose lists are long: a search with a limit finds that many
        records then, because it does not count hidden ones.

        :rtype: Domain
        """
        return Domain.TRUE

    def _exclude_portal_hidden(self, query, ordered):
        """What a search found, without hidden records.

        :param Query query: what ``super()._search`` returned
        :param bool ordered: whether the order of the query is to be kept
        :rtype: Query
        """
        # without an area that is off, the query is left as it is: not run twice
        if self.env.su or not self.env.user._get_portal_off_areas():
            return query
        found = self.browse(query.get_result_ids())
        return (found - found._filter_in_off_areas())._as_query(ordered)

    def _forbid_portal_hidden(self, result):
        """What may not be accessed, hidden records included.

        :param result: what ``super()._check_access`` returned: a pair (forbidden
            records, function that makes the error), or None
        :rtype: tuple | None
        """
        if self.env.su or not self or not self.env.user._get_portal_off_areas():
            return result
        allowed = self - result[0] if result else self
        hidden = allowed._filter_in_off_areas()
        if not hidden:
            return result
        forbidden = result[0] + hidden if result else hidden
        return forbidden, self._make_portal_off_error

    def _make_portal_off_error(self):
        """The error for records of a switched-off area.

        :rtype: AccessError
        """
        return AccessError(
            self.env._(
                "You may not open this document because this part of the portal is "
                "switched off for your account."
            )
        )


class HiddenRecords:
    """Put the searches and the access checks of a model through the methods above.

    A plain class, to be named before ``models.Model``: a mixin model would come below
    Odoo's own ``_search``, whose outcome is what has to be filtered.
    """

    __slots__ = ()  # records have none of their own either

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        if bypass_access:
            return super()._search(
                domain, offset, limit, order, bypass_access=True, **kwargs
            )
        domain = Domain(domain) & self._get_portal_shown_domain()
        query = super()._search(domain, offset, limit, order, **kwargs)
        return self._exclude_portal_hidden(query, bool(order))

    def _check_access(self, operation):
        return self._forbid_portal_hidden(super()._check_access(operation))
