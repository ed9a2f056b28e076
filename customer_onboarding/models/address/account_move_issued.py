from odoo import api, fields, models
from odoo.tools import sql


class AccountMove(models.Model):
    """Issued invoices name the addresses that they were issued with."""

    _inherit = "account.move"

    issued_addresses = fields.Json(
        compute="_compute_issued_addresses",
        store=True,
        copy=False,
        groups="base.group_user",
        help="The addresses on the printed document, as they were when it was posted.",
    )

    def _auto_init(self):
        """Leave invoices that exist at installation to print as they did."""
        if not sql.column_exists(self.env.cr, "account_move", "issued_addresses"):
            sql.create_column(self.env.cr, "account_move", "issued_addresses", "jsonb")
        return super()._auto_init()

    @api.depends("state", "partner_id", "partner_invoice_id", "partner_shipping_id")
    def _compute_issued_addresses(self):
        """Note the addresses when the document is posted, forget them on a draft.

        Contacts move, and people change their addresses in the portal.
        """
        for move in self:
            if move.state == "draft" or not move.is_sale_document(
                include_receipts=True
            ):
                move.issued_addresses = False
            elif move.state == "posted":
                move.issued_addresses = {
                    "billing": move._get_billing_address()._prepare_issued_address(),
                    "shipping": move.partner_shipping_id._prepare_issued_address(),
                }
            else:
                # cancelled: what was issued is still known
                move.issued_addresses = move.issued_addresses

    def _get_issued_address(self, block, partner):
        """An address of this document as it was when the document was posted.

        :param str block: ``billing`` or ``shipping``
        :param partner: whose address it is
        :return: the partner or, where it has changed since, a record in memory that
            has it as its ``_origin``
        :rtype: res.partner
        """
        # sudo: what customers see of it is on the sheet
        issued = self.sudo().issued_addresses
        return partner._as_issued((issued or {}).get(block))
