"""Address blocks of the customer's form, as staff fill them in."""

import pytest


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    return odoo_server(odoo_db("addon"))


def make_customer(server, **values):
    [customer] = server.rpc().call(
        "res.partner", "create", [{"name": "Avocet Ltd", "is_company": True} | values]
    )
    return customer


def open_addresses(server, page, customer):
    page.goto(f"{server.url}/odoo/clients/{customer}")
    page.locator(".o_notebook .nav-link", has_text="Billing & Shipping").click()


def field(page, name):
    return page.locator(f".o_field_widget[name={name}] input").first


def read(server, customer, *names):
    [values] = server.rpc().call("res.partner", "read", [customer], list(names))
    return [values[name] for name in names]


def test_copying_the_billing_address_saves_nothing_by_itself(server, page):
    [belgium] = server.rpc().call("res.country", "search", [("code", "=", "BE")])
    customer = make_customer(
        server, billing_street="1 Billing Street", billing_country_id=belgium
    )
    open_addresses(server, page, customer)
    # typed in the form, and not saved
    field(page, "billing_city").fill("Namur")
    page.locator(".o_copy_billing_address").click()
    page.wait_for_function(
        "document.querySelector('[name=shipping_city] input')?.value === 'Namur'"
    )
    assert field(page, "shipping_street").input_value() == "1 Billing Street"
    assert field(page, "shipping_country_id").input_value() == "Belgium"
    assert not page.locator(".o_field_widget[name=shipping_same] input:checked").count()
    names = ("billing_city", "shipping_same", "shipping_street")
    assert read(server, customer, *names) == [False, True, False]
    # nor does discarding leave anything
    page.locator(".o_form_button_cancel").click()
    page.wait_for_selector(".o_field_widget[name=shipping_same] input:checked")
    assert read(server, customer, *names) == [False, True, False]
    field(page, "billing_city").fill("Namur")
    page.locator(".o_copy_billing_address").click()
    field(page, "shipping_street").fill("2 Dock Road")
    page.locator(".o_form_button_save").click()
    page.wait_for_selector(".o_form_button_save", state="hidden")
    assert read(server, customer, *names) == ["Namur", False, "2 Dock Road"]
    [address] = read(server, customer, "shipping_country_id")
    assert address[1] == "Belgium"


def test_unticking_same_shows_the_customers_address(server, page):
    customer = make_customer(server, name="Brant Ltd", street="9 Head Office")
    open_addresses(server, page, customer)
    page.locator(".o_field_widget[name=billing_same] input").click()
    page.wait_for_function(
        "document.querySelector('[name=billing_street] input')?.value"
        " === '9 Head Office'"
    )
    assert read(server, customer, "billing_same") == [True]
