from odoo import api, fields, models
from odoo.tools import sql


class AccountMove(models.Model):
    """Invoices take the customer's billing address."""

    _inherit = "account.move"

    partner_invoice_id = fields.Many2one(
        "res.partner",
        string="Billing Address",
        compute="_compute_partner_invoice_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        domain="[('id', 'child_of', commercial_partner_id)]",
        help="Address printed on the invoice. By default, the customer's billing "
        "address if it has one.",
    )

    def _auto_init(self):
        """Leave invoices that exist at installation as they were issued."""
        if not sql.column_exists(self.env.cr, "account_move", "partner_invoice_id"):
            sql.create_column(self.env.cr, "account_move", "partner_invoice_id", "int4")
        return super()._auto_init()

    @api.depends("partner_id")
    def _compute_partner_invoice_id(self):
        """Take the customer's billing address where nobody chose another one.

        It does not depend on the type: an invoice of an order that turns out to be a
        credit note keeps the address that was chosen on the order.
        """
        for move in self:
            move.partner_invoice_id = (
                move.partner_id.address_get(["invoice"])["invoice"]
                if move.partner_id and move.is_sale_document(include_receipts=True)
                else False
            )

    def copy_data(self, default=None):
        """Copy the billing address, unless the copy has to find its own.

        A copy for another customer, or of an invoice whose address was archived or
        which never had one, takes the customer's present billing address. A credit
        note has the address of the invoice it reverses in any case.
        """
        vals_list = super().copy_data(default)
        for move, vals in zip(self, vals_list, strict=True):
            if "partner_invoice_id" not in (default or {}) and (
                vals.get("partner_id") != move.partner_id.id
                or not (vals.get("reversed_entry_id") or move.partner_invoice_id.active)
            ):
                vals.pop("partner_invoice_id", None)
        return vals_list

    def _get_billing_address(self):
        """Whose address is the customer's on this document.

        :rtype: res.partner
        """
        self.ensure_one()
        return self.partner_invoice_id or self.partner_id

    def _get_print_address(self):
        """The address printed as the customer's on this document.

        :return: the partner, or a record in memory with the address that it had when
            the document was posted
        :rtype: res.partner
        """
        return self._get_issued_address("billing", self._get_billing_address())

    def _get_print_shipping_address(self):
        """The address printed as that of the goods.

        :return: as of ``_get_print_address``, or none
        :rtype: res.partner
        """
        self.ensure_one()
        return self._get_issued_address("shipping", self.partner_shipping_id)

    def _prints_shipping_address(self):
        """Whether the shipping address stands on the printed document.

        Odoo prints it for users of one group only. Invoices from before the
        installation keep to that, because they print as they were issued.

        :rtype: bool
        """
        self.ensure_one()
        return bool(self.partner_invoice_id) or self.env.user.has_group(
            "account.group_delivery_invoice_address"
        )
