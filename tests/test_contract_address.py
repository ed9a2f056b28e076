"""Invoices of contracts go to the invoice address that was chosen on the contract."""


def test_the_address_chosen_on_a_contract(odoo_db, odoo_server):
    server = odoo_server(odoo_db("apps"))
    assert server.call("test.world.contract", "_print_invoices") == {
        "9 Head Office": ["9 Head Office", 80.0],
        "1 Billing Street": ["1 Billing Street", 80.0],
    }
