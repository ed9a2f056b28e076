"""The customer's addresses in apps that we do not extend: deliveries, the till.

And with the OCA's partner_contact_address_default, where somebody chooses one.
"""

import pytest

HEAD = "9 Head Office"
BILLING = "1 Billing Street"
DOCK = "2 Dock Road"
BRANCH = "4 Branch Lane"
HUB = "6 Hub Street"
NEW = "55 New Street"
DOCUMENTS = (
    *("quotation", "order", "delivery", "invoice_of_order", "direct_invoice"),
    *("credit_note", "till_invoice"),
)

NOTICES = ("billing_notice", "shipping_notice")


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    return odoo_server(odoo_db("addresses"))


@pytest.fixture(scope="module")
def staff(server):
    """A program of an administrator, who sells at the till, too."""
    staff = server.rpc()
    groups = [
        staff.call("ir.model.data", "check_object_reference", *xmlid.split("."))[1]
        for xmlid in (
            "point_of_sale.group_pos_manager",
            "stock.group_stock_manager",
            "sales_team.group_sale_manager",
            "account.group_account_manager",
        )
    ]
    values = {"group_ids": [(4, group) for group in groups]}
    staff.call("res.users", "write", [staff.uid], values)
    return staff


class Documents:
    """The documents of one customer, made as their apps make them."""

    def __init__(self, staff, customer):
        self.staff = staff
        self.customer = customer
        [self.chair] = staff.call(
            "product.product",
            "create",
            [
                {
                    "name": "Chair",
                    "list_price": 10,
                    "type": "consu",
                    "invoice_policy": "order",
                    "available_in_pos": True,
                    "taxes_id": [(6, 0, [])],
                }
            ],
        )

    def make(self, kind):
        """Return the streets on a new document: billed to, and delivered to."""
        model, document = getattr(self, f"make_{kind}")()
        return self.streets(model, document)

    def streets(self, model, document):
        names = {
            "sale.order": ("partner_invoice_id", "partner_shipping_id"),
            "account.move": ("partner_invoice_id", "partner_shipping_id"),
            "stock.picking": (None, "partner_id"),
        }[model]
        [values] = self.staff.call(model, "read", [document], [n for n in names if n])
        streets = []
        for name in names:
            if name:
                partner = values[name][0]
                [address] = self.staff.call(
                    "res.partner", "read", [partner], ["street"]
                )
                streets.append(address["street"])
            else:
                streets.append(None)
        return tuple(streets)

    def make_quotation(self):
        line = (0, 0, {"product_id": self.chair, "product_uom_qty": 1})
        values = {"partner_id": self.customer, "order_line": [line]}
        return "sale.order", self.staff.call("sale.order", "create", values)

    def make_order(self):
        model, order = self.make_quotation()
        self.staff.call(model, "action_confirm", [order])
        return model, order

    def make_delivery(self):
        model, order = self.make_order()
        [values] = self.staff.call(model, "read", [order], ["picking_ids"])
        return "stock.picking", values["picking_ids"][0]

    def make_invoice_of_order(self):
        model, order = self.make_order()
        context = {"active_model": model, "active_ids": [order]}
        [wizard] = self.staff.call(
            "sale.advance.payment.inv",
            "create",
            [{"advance_payment_method": "delivered", "sale_order_ids": [order]}],
            context=context,
        )
        self.staff.call(
            "sale.advance.payment.inv", "create_invoices", [wizard], context=context
        )
        [values] = self.staff.call(model, "read", [order], ["invoice_ids"])
        self.staff.call("account.move", "action_post", values["invoice_ids"])
        return "account.move", values["invoice_ids"][0]

    def make_direct_invoice(self):
        line = (0, 0, {"product_id": self.chair, "quantity": 1})
        values = {
            "move_type": "out_invoice",
            "partner_id": self.customer,
            "invoice_line_ids": [line],
        }
        invoice = self.staff.call("account.move", "create", values)
        self.staff.call("account.move", "action_post", [invoice])
        return "account.move", invoice

    def make_credit_note(self):
        model, invoice = self.make_direct_invoice()
        context = {"active_model": model, "active_ids": [invoice]}
        [values] = self.staff.call(model, "read", [invoice], ["journal_id"])
        [wizard] = self.staff.call(
            "account.move.reversal",
            "create",
            [{"journal_id": values["journal_id"][0]}],
            context=context,
        )
        action = self.staff.call(
            "account.move.reversal", "reverse_moves", [wizard], context=context
        )
        return model, action["res_id"]

    def make_till_invoice(self):
        [session] = self.staff.call(
            "pos.session", "search_read", [("state", "=", "opened")], ["config_id"]
        ) or [self.open_till()]
        line = {
            "product_id": self.chair,
            "qty": 1,
            "price_unit": 10,
            "price_subtotal": 10,
            "price_subtotal_incl": 10,
        }
        [order] = self.staff.call(
            "pos.order",
            "create",
            [
                {
                    "session_id": session["id"],
                    "partner_id": self.customer,
                    "lines": [(0, 0, line)],
                    "amount_tax": 0,
                    "amount_total": 10,
                    "amount_paid": 0,
                    "amount_return": 0,
                }
            ],
        )
        [config] = self.staff.call(
            "pos.config", "read", [session["config_id"][0]], ["payment_method_ids"]
        )
        context = {"active_id": order}
        [payment] = self.staff.call(
            "pos.make.payment",
            "create",
            [{"amount": 10, "payment_method_id": config["payment_method_ids"][0]}],
            context=context,
        )
        self.staff.call("pos.make.payment", "check", [payment], context=context)
        action = self.staff.call("pos.order", "action_pos_order_invoice", [order])
        return "account.move", action["res_id"]

    def open_till(self):
        [config] = self.staff.call("pos.config", "create", [{"name": "Till"}])
        self.staff.call("pos.config", "open_ui", [config])
        [session] = self.staff.call(
            "pos.session", "search_read", [("config_id", "=", config)], ["config_id"]
        )
        self.staff.call("pos.session", "set_opening_control", [session["id"]], 0, "")
        return session


def make_customer(staff, **values):
    [customer] = staff.call(
        "res.partner",
        "create",
        [{"name": "Avocet Ltd", "is_company": True, "street": HEAD} | values],
    )
    return customer


def read(staff, partner, *names):
    [values] = staff.call("res.partner", "read", [partner], list(names))
    return tuple(values[name] for name in names)


def choose_default(staff, customer, **streets):
    """Enter further addresses, and choose them with the OCA's addon."""
    for name, (address_type, street) in streets.items():
        [address] = staff.call(
            "res.partner",
            "create",
            [
                {
                    # after the blocks' own in Odoo's order, which takes the first
                    "name": "Zenith",
                    "parent_id": customer,
                    "type": address_type,
                    "street": street,
                }
            ],
        )
        staff.call("res.partner", "write", [customer], {name: address})


def is_told(notice):
    """Whether a notice says that documents take an address which is not the block's."""
    return "Documents use another address" in notice


def assert_documents(staff, customer, billing, shipping):
    documents = Documents(staff, customer)
    for kind in DOCUMENTS:
        expected = (None if kind == "delivery" else billing, shipping)
        assert documents.make(kind) == expected, kind


def test_documents_take_the_addresses_of_the_blocks(staff):
    for blocks, billing, shipping in (
        ({}, HEAD, HEAD),
        ({"billing_street": BILLING, "shipping_street": DOCK}, BILLING, DOCK),
    ):
        assert_documents(staff, make_customer(staff, **blocks), billing, shipping)


def test_documents_and_blocks_take_the_default_that_somebody_chose(staff):
    customer = make_customer(staff, billing_street=BILLING, shipping_street=DOCK)
    choose_default(
        staff,
        customer,
        partner_invoice_id=("invoice", BRANCH),
        partner_delivery_id=("delivery", HUB),
    )
    # the form shows what documents will have, and changes that
    names = ("billing_street", "shipping_street")
    assert read(staff, customer, *names) == (BRANCH, HUB)
    assert_documents(staff, customer, BRANCH, HUB)
    staff.call("res.partner", "write", [customer], {"billing_street": NEW})
    assert read(staff, customer, *names) == (NEW, HUB)
    assert not any(map(is_told, read(staff, customer, *NOTICES)))
    assert_documents(staff, customer, NEW, HUB)


def test_a_default_that_is_no_block_is_told(staff):
    customer = make_customer(staff, billing_street=BILLING)
    other = make_customer(staff, name="Brant Ltd", street=BRANCH)
    values = {"partner_invoice_id": other}
    staff.call("res.partner", "write", [customer], values)
    assert read(staff, customer, "billing_street") == (BILLING,)
    billing, shipping = read(staff, customer, *NOTICES)
    assert is_told(billing)
    assert "Brant Ltd" in billing
    assert not is_told(shipping)
    assert_documents(staff, customer, BRANCH, HEAD)


def test_documents_that_were_issued_keep_their_addresses(staff):
    customer = make_customer(staff, billing_street=BILLING, shipping_street=DOCK)
    documents = Documents(staff, customer)
    made = {
        kind: getattr(documents, f"make_{kind}")()
        for kind in ("invoice_of_order", "direct_invoice", "till_invoice")
    }
    values = {"billing_street": NEW, "shipping_street": NEW}
    staff.call("res.partner", "write", [customer], values)
    for kind, (__, invoice) in made.items():
        [values] = staff.call("account.move", "read", [invoice], ["issued_addresses"])
        issued = values["issued_addresses"]
        assert issued["billing"]["street"] == BILLING, kind
        assert issued["shipping"]["street"] == DOCK, kind
