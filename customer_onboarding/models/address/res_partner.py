from odoo import api, fields, models
from odoo.fields import Command

# One list drives both address blocks. The children they are stored in have fields
# of the same names.
ADDRESS_FIELDS = {
    "name": (fields.Char, "Name"),
    "street": (fields.Char, "Street"),
    "street2": (fields.Char, "Street 2"),
    "zip": (fields.Char, "ZIP"),
    "city": (fields.Char, "City"),
    "state_id": (fields.Many2one, "State", "res.country.state"),
    "country_id": (fields.Many2one, "Country", "res.country"),
    "email": (fields.Char, "Email"),
    "phone": (fields.Char, "Phone"),
}
# block of the form: (type of the standard child contact that stores it, label)
ADDRESS_BLOCKS = {
    "billing": ("invoice", "Billing"),
    "shipping": ("delivery", "Shipping"),
}


# what of a child contact shows in its customer's blocks
SHOWN_FIELDS = {*ADDRESS_FIELDS, "active", "is_company", "parent_id", "type"}


def _address_block_fields(block):
    """The fields of one address block, by name, such as ``billing_street``."""
    __, label = ADDRESS_BLOCKS[block]
    return {
        f"{block}_{name}": field_type(
            *comodel,
            string=f"{label} {string}",
            compute=f"_compute_{block}_address",
            readonly=False,
        )
        for name, (field_type, string, *comodel) in ADDRESS_FIELDS.items()
    }


class ResPartner(models.Model):
    """Billing and shipping addresses as two blocks of the customer's own form.

    The blocks are a view of the standard child contacts of type *invoice* and
    *delivery*: every other app, the portal's address pages and imports see them.
    """

    _inherit = "res.partner"

    billing_same = fields.Boolean(
        "Billing: Same as Customer Address",
        compute="_compute_billing_address",
        readonly=False,
        help="Invoices carry the customer's own address.",
    )
    shipping_same = fields.Boolean(
        "Shipping: Same as Customer Address",
        compute="_compute_shipping_address",
        readonly=False,
        help="Goods go to the customer's own address.",
    )
    # the class body is the one place where Odoo looks for fields
    vars().update(_address_block_fields("billing"))
    vars().update(_address_block_fields("shipping"))

    # No dependency on the children: a contact added in the same form would make the
    # client's onchange compute the blocks anew, over what was just typed there.
    # create() and write() of a child invalidate its customer's blocks instead.
    def _compute_billing_address(self):
        """Show the billing address of the child contact that stores it."""
        self._compute_address_block("billing")

    def _compute_shipping_address(self):
        """Show the shipping address of the child contact that stores it."""
        self._compute_address_block("shipping")

    @api.onchange("billing_country_id", "shipping_country_id")
    def _onchange_address_block_country(self):
        """A state of another country does not stay behind, as on Odoo's address."""
        for block in ADDRESS_BLOCKS:
            country = self[f"{block}_country_id"]
            state = self[f"{block}_state_id"]
            if country and state and state.country_id != country:
                self[f"{block}_state_id"] = False

    @api.onchange("billing_state_id", "shipping_state_id")
    def _onchange_address_block_state(self):
        """Take the country of the state, as Odoo does on its own address."""
        for block in ADDRESS_BLOCKS:
            if state := self[f"{block}_state_id"]:
                self[f"{block}_country_id"] = state.country_id

    @api.model
    def _start_addresses(self, vals_list):
        """Step: store the address blocks of new customers in children of theirs.

        They are created by the same call, together with the contacts that were
        entered. Those stay, whatever the blocks say.
        """
        for vals in vals_list:
            addresses = [
                Command.create(values | {"type": ADDRESS_BLOCKS[block][0]})
                for block, values in self._pop_address_blocks(vals).items()
                if not values.pop("same", False) and any(values.values())
            ]
            if addresses:
                vals["child_ids"] = [*(vals.get("child_ids") or ()), *addresses]
        return lambda partners: partners._invalidate_address_blocks()

    def _change_addresses(self, vals):
        """Step: store the address blocks in children; forget what shows of a child."""
        blocks = self._pop_address_blocks(vals)
        # before and after, because a child that moves away shows in the blocks of both
        # customers
        shown = not SHOWN_FIELDS.isdisjoint(vals)
        if not shown and not any(blocks.values()):
            return None
        if shown:
            self._invalidate_address_blocks()

        def store():
            if shown:
                self._invalidate_address_blocks()
            for partner in self if any(blocks.values()) else ():
                partner._write_address_blocks(blocks)

        return store

    def action_copy_billing_address(self):
        """Make the shipping address a copy of the billing address.

        Where billing is the customer's own address, shipping becomes that too.
        """
        for partner in self:
            if partner.billing_same:
                partner.shipping_same = True
                continue
            billing = partner._get_block_address("billing")
            address = billing._convert_to_write(
                {name: billing[name] for name in ADDRESS_FIELDS}
            )
            partner.write({f"shipping_{name}": address[name] for name in address})

    def _get_block_address(self, block, active_test=True):
        """The child contact that stores an address block.

        :param str block: ``billing`` or ``shipping``
        :param bool active_test: False finds an archived one where there is no other
        :rtype: res.partner (empty when the block is the customer's own address)
        """
        self.ensure_one()
        address_type = ADDRESS_BLOCKS[block][0]
        # Odoo's address_get takes the first child of the type; so do we
        address = self.child_ids.filtered(
            lambda child: child.type == address_type and not child.is_company
        )[:1]
        if not address and not active_test:
            address = self.with_context(active_test=False).search(
                [
                    ("parent_id", "=", self.id),
                    ("type", "=", address_type),
                    ("is_company", "=", False),
                ],
                order="id desc",
                limit=1,
            )
        return address

    def _compute_address_block(self, block):
        """Show the child contact that stores a block.

        :param str block: ``billing`` or ``shipping``
        """
        for partner in self:
            address = partner._get_block_address(block)
            partner[f"{block}_same"] = not address
            for name in ADDRESS_FIELDS:
                partner[f"{block}_{name}"] = address[name]

    @api.model
    def _pop_address_blocks(self, vals):
        """Take the address blocks' values out of a partner's.

        :param dict vals: the partner's values; changed in place
        :return: ``{block: {name of the child's field: value}}``
        :rtype: dict[str, dict]
        """
        return {
            block: {
                name: vals.pop(f"{block}_{name}")
                for name in ("same", *ADDRESS_FIELDS)
                if f"{block}_{name}" in vals
            }
            for block in ADDRESS_BLOCKS
        }

    def _write_address_blocks(self, blocks):
        """Store address blocks in the child contacts of their types.

        Only the values given are touched. *Same as customer address* archives the
        child, since documents may point at it; an address typed brings it back.

        :param dict blocks: as from ``_pop_address_blocks``
        """
        self.ensure_one()
        for block, block_vals in blocks.items():
            values = dict(block_vals)
            same = values.pop("same", None)
            if same:
                self._get_block_address(block).active = False
                continue
            address = self._get_block_address(block, active_test=False)
            if address and (values or same is False):
                address.write(values | {"active": True})
            elif any(values.values()):
                address_type = ADDRESS_BLOCKS[block][0]
                self.create(values | {"type": address_type, "parent_id": self.id})

    def _invalidate_address_blocks(self):
        """Forget the blocks of the customers these partners are children of."""
        names = [
            f"{block}_{name}"
            for block in ADDRESS_BLOCKS
            for name in ("same", *ADDRESS_FIELDS)
        ]
        self.parent_id.invalidate_recordset(names, flush=False)
