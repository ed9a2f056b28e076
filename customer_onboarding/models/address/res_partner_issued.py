from odoo import models


class ResPartner(models.Model):
    """Addresses as they were when a document was issued."""

    _inherit = "res.partner"

    def _get_issued_fields(self):
        """Hook: the fields that make up a printed address.

        :rtype: set[str]
        """
        names = {"name", "parent_name", "commercial_company_name"}
        return names | {*self._formatting_address_fields()}

    def _prepare_issued_address(self):
        """What of this address is printed, as JSON can hold it.

        :return: values by field, with ids in place of records; none of no partner
        :rtype: dict
        """
        # sudo: the name of the company, where one sees the contact alone
        partner_sudo = self.sudo()
        values = {name: partner_sudo[name] for name in self._get_issued_fields()}
        return partner_sudo._convert_to_write(values) if self else {}

    def _as_issued(self, issued):
        """This partner with the address that it had.

        :param issued: as of ``_prepare_issued_address``, or nothing
        :return: itself where nothing has changed, else a record in memory
        :rtype: res.partner
        """
        now = self._prepare_issued_address()
        # a field of an addon that is gone tells nothing
        then = {name: (issued or {}).get(name, now[name]) for name in now}
        if then == now:
            return self
        for name, value in then.items():
            if value and self._fields[name].type == "many2one":
                related = self.env[self._fields[name].comodel_name].browse(value)
                then[name] = related.exists().id
        return self.new(then, origin=self)
