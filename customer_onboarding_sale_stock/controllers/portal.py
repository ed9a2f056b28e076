from odoo.addons.sale_stock.controllers.portal import SaleStockPortal
from odoo.http import request


class OnboardingSaleStockPortal(SaleStockPortal):
    def _stock_picking_check_access(self, picking_id, access_token=None):
        """Refuse slips whose document link is refused.

        They are opened with the token of their order, which may stay open.

        :raise AccessError: the area is off
        """
        picking_sudo = super()._stock_picking_check_access(picking_id, access_token)
        picking = picking_sudo.with_user(request.env.user)
        self._refuse_portal_area(picking._get_refusing_portal_area())
        return picking_sudo
