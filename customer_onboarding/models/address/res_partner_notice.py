from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner import ADDRESS_BLOCKS


class ResPartner(models.Model):
    """What the address blocks do that their fields do not show."""

    _inherit = "res.partner"

    billing_notice = fields.Char(
        compute="_compute_address_notices", groups="base.group_user"
    )
    shipping_notice = fields.Char(
        compute="_compute_address_notices", groups="base.group_user"
    )

    @api.depends(
        "billing_same",
        "shipping_same",
        "country_id",
        "shipping_country_id",
        "property_account_position_id",
    )
    @api.depends_context("company")
    def _compute_address_notices(self):
        for partner in self:
            for block in ADDRESS_BLOCKS:
                sentences = partner._get_address_notices(block)
                partner[f"{block}_notice"] = " ".join(filter(None, sentences))

    def _get_address_notices(self, block):
        """Hook: what to tell beside an address block.

        :param str block: ``billing`` or ``shipping``
        :return: sentences, and what is none
        :rtype: list[str | bool]
        """
        notices = [
            self._get_default_address_notice(block),
            self._get_former_address_notice(block),
        ]
        if block == "shipping":
            # Odoo chooses the fiscal position by where goods go
            notices.append(self._get_tax_country_notice())
        return notices

    def _get_default_address_notice(self, block):
        """That documents take an address which is not the one in the block.

        :param str block: ``billing`` or ``shipping``
        :rtype: str | bool
        """
        customer = self._origin
        default = customer._get_default_address(block)
        if not default or default == customer._get_block_address(block):
            return False
        # sudo: the name of a contact that documents show, of another company maybe
        return self.env._(
            "Documents use another address, chosen as the default of this customer: "
            "%(address)s.",
            address=default.sudo().display_name,
        )

    def _get_former_address_notice(self, block):
        """That saving brings an archived address back.

        :param str block: ``billing`` or ``shipping``
        :rtype: str | bool
        """
        customer = self._origin
        # without a query where the form was only opened: there is a child then
        if (
            self[f"{block}_same"]
            or not customer
            or customer._get_block_address(block)
            or not customer._get_block_address(block, active_test=False)
        ):
            return False
        return self.env._(
            "This customer had an archived address here. Saving brings it back, with "
            "what stands below."
        )

    def _get_tax_country_notice(self):
        """That taxes do not follow the country, because there is none.

        :rtype: str | bool
        """
        if not (self._origin or self.name):
            # a form that was just opened lacks more than a country
            return False
        if self.property_account_position_id or (
            self.country_id and (self.shipping_same or self.shipping_country_id)
        ):
            return False
        if not self._has_fiscal_position_of_country():
            return False
        if not self.country_id:
            return self.env._(
                "Without a country in the customer's own address, no fiscal position "
                "is chosen: documents have the taxes of the products."
            )
        return self.env._(
            "Without a country, no fiscal position of a country is chosen for goods "
            "that go here: documents have the taxes of the products."
        )

    @api.model
    def _has_fiscal_position_of_country(self):
        """Whether the company has taxes that depend on the customer's country.

        :rtype: bool
        """
        # sudo: whoever enters addresses need not know the accounting
        Position_sudo = self.env["account.fiscal.position"].sudo()
        domain = Domain("auto_apply", "=", True) & (
            Domain("country_id", "!=", False) | Domain("country_group_id", "!=", False)
        )
        company_domain = Position_sudo._check_company_domain(self.env.company)
        return bool(
            Position_sudo.search_count(domain & Domain(company_domain), limit=1)
        )
