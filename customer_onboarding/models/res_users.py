from odoo import api, models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_portal_off_areas(self):
        """The portal areas this user may not use.

        The one place that answers "may this user use this area?". Internal users
        may use all of them. Read through the field cache and nowhere kept, so
        that a flip counts from the next statement on.

        :rtype: portal.area (sudo)
        """
        self.ensure_one()
        user_sudo = self.sudo()
        if not user_sudo.share:
            return user_sudo.env["portal.area"]
        # without prefetch_fields, reading one field does not load the whole partner
        partner_sudo = user_sudo.partner_id.with_context(prefetch_fields=False)
        return partner_sudo._get_effective_off_areas()

    def _is_portal_path_off(self, path):
        """The switched-off area that closes a page to this user, if any.

        :param str path: path of a URL, without language prefix and query
        :rtype: portal.area (sudo)
        """
        area_ids = self.env["portal.area"]._get_ids_by_path(path)
        if not area_ids:
            return self.env["portal.area"].sudo()
        return self._get_portal_off_areas().filtered(lambda a: a.id in area_ids)[:1]

    def _is_portal_card_off(self, url, counter=None):
        """Whether a card of the portal's home page is to be hidden from this user.

        :param str url: the page the card leads to, query included
        :param str counter: the card's counter name, if it has one
        :rtype: bool
        """
        Area = self.env["portal.area"]
        area_ids = Area._get_ids_by_path((url or "").partition("?")[0])
        area_ids |= Area._get_ids_by_counter(counter)
        return bool(area_ids) and not area_ids.isdisjoint(
            self._get_portal_off_areas().ids
        )

    @api.model
    def signup(self, values, token=None):
        """Note on the invitation that its link opened the account."""
        partner_sudo = (
            self.env["res.partner"].sudo()._signup_retrieve_partner(token)
            if token
            else self.env["res.partner"]
        )
        result = super().signup(values, token)
        self.env["customer.invitation"].sudo()._mark_opened(partner_sudo)
        return result
