from odoo import models


class IrBinary(models.AbstractModel):
    """Files and pictures by URL, without those of switched-off portal areas."""

    _inherit = "ir.binary"

    def _find_record(
        self,
        xmlid=None,
        res_model="ir.attachment",
        res_id=None,
        access_token=None,
        field=None,
    ):
        """Files and pictures of switched-off portal areas open by no token either.

        A token harvested while the area was on would otherwise work for ever.

        :raise AccessError: the record is in an area this user may not use
        """
        record_sudo = super()._find_record(
            xmlid, res_model, res_id, access_token, field
        )
        record = record_sudo.sudo(False)
        if record._name == "ir.attachment":
            hidden = not record_sudo.public and record._filter_in_off_areas()
        else:
            hidden = self.env.user._filter_portal_hidden(record)
        if hidden:
            raise self._make_portal_off_error()
        return record_sudo
