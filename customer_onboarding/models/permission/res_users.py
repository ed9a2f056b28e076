from odoo import models
from odoo.fields import Domain
from odoo.http import request

from .ir_rule import has_odoo_rules


class ResUsers(models.Model):
    """The one place that answers whether a user may use a portal area."""

    _inherit = "res.users"

    def _get_portal_off_areas(self):
        """The portal areas this user may not use.

        The one place that answers "may this user use this area?". Internal users
        may use all of them. Kept in the ORM's field cache alone, so that a flip
        counts from the next statement on.

        :rtype: portal.area (sudo)
        """
        self.ensure_one()
        user_sudo = self.sudo()
        if not user_sudo.share:
            return user_sudo.env["portal.area"]
        return user_sudo.partner_id._get_effective_off_areas()

    def _get_portal_hidden_domain(self, model_name):
        """Which of a model's records are in an area this user may not use.

        :param str model_name: technical name of the model
        :return: the hidden records; ``Domain.FALSE`` when none is
        :rtype: Domain
        """
        restrictions = self.env["portal.area"]._get_model_restrictions(model_name)
        if not restrictions or has_odoo_rules(self.env):
            return Domain.FALSE
        off_ids = set(self._get_portal_off_areas().ids)
        return Domain.OR(
            hidden for area_id, hidden in restrictions if area_id in off_ids
        )

    def _get_portal_area_of(self, document):
        """The switched-off area that hides a document from this user, if any.

        :param document: one record of any model
        :rtype: portal.area (sudo)
        """
        if not self.env["portal.area"]._get_model_restrictions(document._name):
            return self.env["portal.area"].sudo()
        off_areas = self._get_portal_off_areas()
        if not off_areas:
            return off_areas
        ids = off_areas._get_ids_by_document(document)
        return off_areas.filtered(lambda area: area.id in ids)[:1]

    def _filter_portal_hidden(self, documents):
        """The documents that are in an area this user may not use.

        :param documents: records of any model, existing or not
        :rtype: same model, in the environment of ``documents``
        """
        hidden = self._get_portal_hidden_domain(documents._name)
        if hidden.is_false() or not documents:
            return documents.browse()
        if hidden.is_true():
            return documents
        found_sudo = (
            documents.sudo()
            .with_context(active_test=False)
            .search(Domain("id", "in", documents.ids) & hidden, order="id")
        )
        return documents.browse(found_sudo.ids)

    def _filter_portal_hidden_references(self, references):
        """The references that point into an area this user may not use.

        :param references: pairs (model name, record id); blank ones are allowed
        :rtype: set[tuple[str, int]]
        """
        if not self._get_portal_off_areas():
            return set()
        ids_by_model = {}
        for model_name, res_id in references:
            if res_id and model_name in self.env:
                ids_by_model.setdefault(model_name, set()).add(res_id)
        return {
            (model_name, document.id)
            for model_name, ids in ids_by_model.items()
            for document in self._filter_portal_hidden(self.env[model_name].browse(ids))
        }

    def _get_portal_hidden_fields(self, model_name):
        """Fields of a model that tell about areas this user may not use.

        :param str model_name: technical name of the model
        :rtype: set[str]
        """
        derived = self.env["portal.area"]._get_derived_fields(model_name)
        if not derived:
            return set()
        off_ids = set(self._get_portal_off_areas().ids)
        return {name for name, ids in derived.items() if not ids.isdisjoint(off_ids)}

    def _is_portal_area_off(self, code):
        """Whether this user may not use one area, for code that belongs to it alone.

        An archived area is off for nobody. One that is missing is off for every portal
        user: who had it switched off is not known any more.

        :param str code: code of the area, such as ``timesheets``
        :rtype: bool
        """
        if not self.share:
            return False
        area_id = self.env["portal.area"]._get_ids_by_code().get(code)
        return area_id is None or area_id in self._get_portal_off_areas().ids

    def _get_asking_user(self):
        """The user who asks, where a page opened a document as superuser.

        Portal pages hand documents to templates in the superuser's environment, in
        which nothing is switched off.

        :rtype: res.users
        """
        return request.env.user if request and self._is_superuser() else self

    def _get_area_closing_path(self, path):
        """The switched-off area that closes a page to this user, if any.

        :param str path: path of a URL, without language prefix and query
        :rtype: portal.area (sudo)
        """
        area_ids = self.share and self.env["portal.area"]._get_ids_by_path(path)
        if not area_ids:
            return self.env["portal.area"].sudo()
        return self._get_portal_off_areas().filtered(lambda a: a.id in area_ids)[:1]

    def _is_portal_counter_off(self, counter):
        """Whether a counter belongs to an area this user may not use.

        :param str counter: name of the counter, such as ``invoice_count``
        :rtype: bool
        """
        area_ids = self.env["portal.area"]._get_ids_by_counter(counter)
        return bool(area_ids) and not area_ids.isdisjoint(
            self._get_portal_off_areas().ids
        )

    def _is_portal_card_off(self, url, counter=None):
        """Whether a card of the portal's home page is to be hidden from this user.

        :param str url: the page the card leads to, query included
        :param str counter: the card's counter name, if it has one
        :rtype: bool
        """
        return bool(
            self._get_area_closing_path((url or "").partition("?")[0])
        ) or self._is_portal_counter_off(counter)
