from copy import deepcopy

from odoo import api, fields, models

# The fields of each address block, after its prefix. The children that store a block
# have fields of the same names.
ADDRESS_FIELDS = (
    *("name", "street", "street2", "zip", "city", "state_id", "country_id"),
    *("email", "phone"),
)
# those of them that say where, and not who is there
PLACE_FIELDS = ("street", "street2", "zip", "city", "state_id", "country_id")
# block of the form: type of the standard child contact that stores it
ADDRESS_BLOCKS = {"billing": "invoice", "shipping": "delivery"}
# block of the form: field of the OCA's partner_contact_address_default, where it is
# installed, that holds the address which documents of the customer take
DEFAULT_FIELDS = {"billing": "partner_invoice_id", "shipping": "partner_delivery_id"}

# what of a child contact shows in its customer's blocks
SHOWN_FIELDS = {*ADDRESS_FIELDS, "active", "is_company", "parent_id", "type"}
# attributes of the billing block that name its fields
NAMING_ATTRIBUTES = {"name", "for", "invisible", "readonly", "required", "context"}


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
        help="Invoices use the customer's own address.",
    )
    billing_name = fields.Char(compute="_compute_billing_address", readonly=False)
    billing_street = fields.Char(compute="_compute_billing_address", readonly=False)
    billing_street2 = fields.Char(
        string="Billing Street 2", compute="_compute_billing_address", readonly=False
    )
    billing_zip = fields.Char(
        string="Billing ZIP", compute="_compute_billing_address", readonly=False
    )
    billing_city = fields.Char(compute="_compute_billing_address", readonly=False)
    billing_state_id = fields.Many2one(
        "res.country.state",
        compute="_compute_billing_address",
        readonly=False,
    )
    billing_country_id = fields.Many2one(
        "res.country",
        compute="_compute_billing_address",
        readonly=False,
    )
    billing_email = fields.Char(compute="_compute_billing_address", readonly=False)
    billing_phone = fields.Char(compute="_compute_billing_address", readonly=False)
    shipping_same = fields.Boolean(
        "Shipping: Same as Customer Address",
        compute="_compute_shipping_address",
        readonly=False,
        help="Deliver to the customer's own address.",
    )
    shipping_name = fields.Char(compute="_compute_shipping_address", readonly=False)
    shipping_street = fields.Char(compute="_compute_shipping_address", readonly=False)
    shipping_street2 = fields.Char(
        string="Shipping Street 2", compute="_compute_shipping_address", readonly=False
    )
    shipping_zip = fields.Char(
        string="Shipping ZIP", compute="_compute_shipping_address", readonly=False
    )
    shipping_city = fields.Char(compute="_compute_shipping_address", readonly=False)
    shipping_state_id = fields.Many2one(
        "res.country.state",
        compute="_compute_shipping_address",
        readonly=False,
    )
    shipping_country_id = fields.Many2one(
        "res.country",
        compute="_compute_shipping_address",
        readonly=False,
    )
    shipping_email = fields.Char(compute="_compute_shipping_address", readonly=False)
    shipping_phone = fields.Char(compute="_compute_shipping_address", readonly=False)

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

    @api.onchange(*(f"{block}_same" for block in ADDRESS_BLOCKS))
    def _onchange_address_block_same(self):
        """Start from an address when it is no longer the customer's own.

        From the archived one that saving brings back, with documents that point at it:
        whoever saves has to see what. Where there is none, from the customer's: most
        differ from it in a line or two.
        """
        for block in ADDRESS_BLOCKS:
            if self[f"{block}_same"]:
                self._forget_copied_address(block)
            elif not any(self[f"{block}_{name}"] for name in ADDRESS_FIELDS):
                former = self._origin and self._origin._get_block_address(
                    block, active_test=False
                )
                for name in ADDRESS_FIELDS if former else PLACE_FIELDS:
                    self[f"{block}_{name}"] = (former or self)[name]

    def _forget_copied_address(self, block):
        """Empty a block that is hidden and only repeats the customer's address.

        So that it starts from the address which the customer has when it shows again.

        :param str block: ``billing`` or ``shipping``
        """
        own = {name: self[name] for name in PLACE_FIELDS}
        if all(
            self[f"{block}_{name}"] == own.get(name, False) for name in ADDRESS_FIELDS
        ):
            for name in PLACE_FIELDS:
                self[f"{block}_{name}"] = False

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Add the shipping block, which is the billing block under other names.

        Its fields stand in no view: whoever changes the billing block by inheritance
        changes both, and nobody can name a field of the shipping block there.
        """
        arch, view = super()._get_view(view_id, view_type, **options)
        billing = arch.find(".//group[@name='billing']")
        shipping = arch.find(".//group[@name='shipping']")
        if billing is not None and shipping is not None:
            _format_address_block(arch, billing.find("div[@name='billing_address']"))
            shipping.extend(map(_to_shipping, billing))
        return arch, view

    @api.model
    def _start_addresses(self, vals_list):
        """Step: store the address blocks of new customers in children of theirs.

        Contacts that were entered with the customer stay, whatever the blocks say.
        """
        blocks_list = [self._pop_address_blocks(vals) for vals in vals_list]

        def store(partners):
            # after their customers, because Odoo then has less to copy to them; with
            # the language, because it would write that on each of them
            addresses = [
                values
                | {
                    "type": ADDRESS_BLOCKS[block],
                    "parent_id": partner.id,
                    "lang": partner.lang,
                }
                for partner, blocks in zip(partners, blocks_list, strict=True)
                for block, values in blocks.items()
                if not values.pop("same", False) and any(values.values())
            ]
            if addresses:
                self.create(addresses)
            partners._invalidate_address_blocks()

        return store

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

    def _get_block_address(self, block, active_test=True):
        """The child contact that stores an address block.

        :param str block: ``billing`` or ``shipping``
        :param bool active_test: False finds an archived one where there is no other
        :rtype: res.partner (empty when the block is the customer's own address)
        """
        self.ensure_one()
        address_type = ADDRESS_BLOCKS[block]
        addresses = self.child_ids.filtered(
            lambda child: child.type == address_type and not child.is_company
        )
        # Odoo's address_get takes the first child of the type; so do we
        address = (self._get_default_address(block) & addresses) or addresses[:1]
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

    def _get_default_address(self, block):
        """The address that somebody chose for all documents of this customer.

        Odoo has no such choice; an addon of the OCA has.

        :param str block: ``billing`` or ``shipping``
        :rtype: res.partner
        """
        name = DEFAULT_FIELDS[block]
        return self[name] if name in self._fields else self.browse()

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
        child, since documents may point at it. An address typed brings it back with
        nothing of what it was before: the block was empty. *Not the same*, with no
        address typed, brings it back as it was.

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
                if values and not address.active:
                    values = dict.fromkeys(ADDRESS_FIELDS, False) | values
                address.write(values | {"active": True})
            elif any(values.values()):
                address_type = ADDRESS_BLOCKS[block]
                self.create(values | {"type": address_type, "parent_id": self.id})

    def _invalidate_address_blocks(self):
        """Forget the blocks of the customers these partners are children of."""
        customers = self.parent_id
        if not customers:
            return
        names = [
            f"{block}_{name}"
            for block in ADDRESS_BLOCKS
            for name in ("same", *ADDRESS_FIELDS)
        ]
        customers.invalidate_recordset(names, flush=False)


def _format_address_block(arch, block):
    """Put an address block into the order that the customer's own address has.

    Odoo orders that one as addresses of the company's country are written, or puts
    the address form of a localization in its place. It takes every element with this
    class for the partner's own address, so the block gets it only here, afterwards.

    :param arch: the whole form
    :param block: the element that holds the fields of the address, or None
    """
    if block is None:
        return
    order = {}
    for field in arch.iter("field"):
        order.setdefault(field.get("name"), len(order))
    block[:] = sorted(
        block,
        key=lambda field: order.get(
            field.get("name", "").removeprefix("billing_"), len(order)
        ),
    )
    block.set("class", "o_address_format")


def _to_shipping(node):
    """Return a copy of a part of the billing block that is one of shipping."""
    copy = deepcopy(node)
    for element in copy.iter():
        for name in NAMING_ATTRIBUTES.intersection(element.attrib):
            value = element.get(name).replace("billing_", "shipping_")
            element.set(name, value)
    return copy
