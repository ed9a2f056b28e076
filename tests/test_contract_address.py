"""Invoices of contracts go to the invoice address that was chosen on the contract."""

import json

SCRIPT = """
import json

env["account.chart.template"].try_loading("generic_coa", env.company)
customer = env["res.partner"].create({
    "name": "Azure", "is_company": True, "street": "9 Head Office",
    "billing_street": "1 Billing Street",
})
product = env["product.product"].create({"name": "Service", "taxes_id": False})
printed = {}
for address in customer, customer.child_ids:
    contract = env["contract.contract"].create({
        "name": "Support", "partner_id": customer.id,
        "invoice_partner_id": address.id,
        "line_recurrence": True,
        "contract_line_ids": [(0, 0, {
            "product_id": product.id, "name": "Service", "quantity": 1,
            "price_unit": 80.0, "recurring_rule_type": "monthly",
            "recurring_interval": 1, "date_start": "2026-01-01",
            "recurring_next_date": "2026-01-15",
        })],
    })
    invoice = contract.recurring_create_invoice()
    # the shipping address has a block of its own
    invoice.partner_shipping_id = address
    html, __ = env["ir.actions.report"]._render_qweb_html(
        "account.report_invoice", invoice.ids
    )
    printed[address.street] = [
        street for street in ("9 Head Office", "1 Billing Street")
        if street in html.decode()
    ] + [invoice.amount_total]
print(json.dumps(printed))
"""


def test_the_address_chosen_on_a_contract(odoo_db, odoo_server):
    printed = json.loads(odoo_server(odoo_db("apps")).shell(SCRIPT))
    assert printed == {
        "9 Head Office": ["9 Head Office", 80.0],
        "1 Billing Street": ["1 Billing Street", 80.0],
    }
