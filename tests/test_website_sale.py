"""The shop and its cart, in the currency of the customer who is signed in.

The company sells in dollars, its customers "euro" and "guest" buy in euros, 0.9137 of
them for a dollar. A survey is 123.45 dollars, 112.80 euros.
"""

import json

import lxml.html
import pytest

from devtools.browser import sign_in
from devtools.portal import PortalSession
from devtools.rpc import RpcError

PASSWORD = "a good Passw0rd"


class Shopper(PortalSession):
    """Somebody in the shop."""

    def json(self, path, **params):
        """Return the result of a JSON-RPC request."""
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
        headers = {"Content-Type": "application/json"}
        return json.loads(self.get(path, json.dumps(body).encode(), headers)[1])

    def add(self, product, quantity):
        """Put some of a product into the cart."""
        answer = self.json(
            "/shop/cart/add",
            product_template_id=product,
            product_id=product,
            quantity=quantity,
        )
        assert answer["result"]["cart_quantity"] == quantity

    def price(self, page):
        """The price on the page of a product."""
        return amounts(self.get(page)[1], "oe_price")[0]

    def total(self):
        """The total of the cart, with its currency."""
        return amounts(self.get("/shop/cart")[1], "monetary_field")[-1]


def amounts(text, kind):
    """The amounts on a page that have a class, with their currencies."""
    found = lxml.html.fromstring(text).find_class(kind)
    return [" ".join(amount.text_content().split()) for amount in found]


@pytest.fixture(scope="module")
def shop(odoo_db, odoo_server):
    """The server, an administrator's client, and the product that is sold."""
    server = odoo_server(odoo_db("website"))
    made = server.call("test.world.shop", "_make")
    return made | {"server": server, "admin": server.rpc()}


def last_order(shop, customer=None):
    """The last order, or that of a customer, as staff see it."""
    domain = [["partner_id.name", "=", customer]] if customer else []
    fields = ["state", "currency_id", "pricelist_id", "amount_total", "name"]
    [order] = shop["admin"].call(
        "sale.order", "search_read", domain, fields, limit=1, order="id desc"
    )
    return order | {
        name: order[name] and order[name][1] for name in ("currency_id", "pricelist_id")
    }


def assert_no_note_on_prices(shop, order):
    """Nobody typed a price, so nobody is told to check any."""
    domain = [["model", "=", "sale.order"], ["res_id", "=", order["id"]]]
    messages = shop["admin"].call("mail.message", "search_read", domain, ["body"])
    assert not [m for m in messages if "typed manually" in m["body"]]


def test_visitors_see_what_stock_shows(shop):
    """That one customer buys in euros is nothing to them."""
    for login in ("", "plain"):
        visitor = Shopper(shop["server"], login, PASSWORD)
        assert visitor.price(shop["page"]) == "$ 123.45"
        visitor.add(shop["product"], 2)
        assert visitor.total() == "$ 246.90"
        order = last_order(shop)
        assert (order["currency_id"], order["amount_total"]) == ("USD", 246.9)


def test_from_the_shop_to_the_order(shop, browser):
    page = browser.desktop().new_page()
    url = shop["server"].url
    sign_in(page, url, "euro", PASSWORD)
    page.goto(f"{url}{shop['page']}")
    assert page.locator(".oe_price:visible").first.inner_text().split() == [
        "112.80",
        "€",
    ]
    page.locator("#add_to_cart").click()
    page.wait_for_function("document.querySelector('.my_cart_quantity').innerText == 1")
    page.goto(f"{url}/shop/cart")
    assert "112.80 €" in shown(page)
    page.goto(f"{url}/shop/checkout?try_skip_step=true")
    assert page.url == f"{url}/shop/payment"
    assert "112.80 €" in shown(page)
    page.locator("button[name=o_payment_submit_button]:visible").first.click()
    page.wait_for_url("**/shop/confirmation")
    assert "112.80 €" in shown(page)
    assert "$" not in shown(page)
    order = last_order(shop, "euro")
    assert order["state"] == "sent"
    assert (order["currency_id"], order["amount_total"]) == ("EUR", 112.8)
    assert order["pricelist_id"] == "Prices in EUR (EUR)"
    assert_no_note_on_prices(shop, order)


def shown(page):
    """The text of a page between header and footer."""
    return " ".join(page.inner_text("#wrap").split())


def test_a_cart_filled_before_the_sign_in(shop):
    visitor = Shopper(shop["server"])
    visitor.add(shop["product"], 3)
    assert visitor.total() == "$ 370.35"
    visitor.submit("/web/login", "/web/login", login="guest", password=PASSWORD)
    assert visitor.price(shop["page"]) == "112.80 €"
    assert visitor.total() == "338.39 €"
    order = last_order(shop, "guest")
    assert (order["currency_id"], order["amount_total"]) == ("EUR", 338.39)
    assert_no_note_on_prices(shop, order)


def test_the_cart_locks_the_currency_until_it_is_cancelled(shop):
    admin, visitor = shop["admin"], Shopper(shop["server"], "guest", PASSWORD)
    visitor.get("/shop/cart")  # what was left in it
    visitor.json("/shop/cart/clear")
    visitor.add(shop["product"], 1)
    order = last_order(shop, "guest")
    [customer] = admin.call("res.partner", "search", [["name", "=", "guest"]])
    values = {"property_sale_currency_id": False}
    with pytest.raises(RpcError, match=order["name"]):
        admin.call("res.partner", "write", [customer], values)
    admin.call("sale.order", "action_cancel", [order["id"]])
    admin.call("res.partner", "write", [customer], values)
    assert visitor.price(shop["page"]) == "$ 123.45"
    currencies = admin.call("res.currency", "search", [["name", "=", "EUR"]])
    values["property_sale_currency_id"] = currencies[0]
    admin.call("res.partner", "write", [customer], values)
    assert visitor.price(shop["page"]) == "112.80 €", "the open session follows"


@pytest.fixture
def lists(shop):
    """Pricelists that visitors may choose in the shop, by currency."""
    admin, made = shop["admin"], {}
    for name, rate in (("USD", 1), ("EUR", 2)):
        [currency] = admin.call("res.currency", "search", [["name", "=", name]])
        item = {"compute_price": "percentage", "percent_price": 10 * rate}
        made[name] = admin.call(
            "product.pricelist",
            "create",
            {
                "name": f"Choice in {name}",
                "currency_id": currency,
                "selectable": True,
                "code": f"PROMO{name}",
                "item_ids": [[0, 0, item]],
            },
        )
    yield made
    admin.call("product.pricelist", "write", list(made.values()), {"active": False})


@pytest.mark.parametrize("cart_first", [True, False])
def test_pricelists_to_choose_from(shop, lists, cart_first):
    visitor = Shopper(shop["server"])
    for name, price in (("EUR", "90.24 €"), ("USD", "$ 111.11")):
        visitor.get(f"/shop/change_pricelist/{lists[name]}")
        assert visitor.price(shop["page"]) == price
    if cart_first:
        visitor.add(shop["product"], 1)
    # as apps sign in: stock forgets the choice on its own page only
    login = {"db": shop["server"].database, "login": "guest", "password": PASSWORD}
    visitor.json("/web/session/authenticate", **login)
    if not cart_first:
        # 20 % off, for there is a list in euros to choose now
        assert visitor.price(shop["page"]) == "90.24 €"
        visitor.json("/shop/cart/clear")
        visitor.add(shop["product"], 1)
    assert visitor.total() == "90.24 €"
    [guest] = shop["admin"].call("res.partner", "search", [["name", "=", "guest"]])
    visitor.json("/shop/update_address", partner_id=guest, address_type="billing")
    assert visitor.total() == "90.24 €"
    assert "Choice in USD" not in visitor.get(shop["page"])[1]
    visitor.get(f"/shop/change_pricelist/{lists['USD']}")
    visitor.get("/shop/pricelist?promo=PROMOUSD")
    assert visitor.total() == "90.24 €"
    assert last_order(shop, "guest")["pricelist_id"] == "Choice in EUR (EUR)"


def test_a_guest_keeps_the_pricelist_of_the_country(shop):
    """The address of a visitor is a customer without a currency, like any other."""
    admin = shop["admin"]
    [belgium] = admin.call("res.country", "search", [["code", "=", "BE"]])
    [euro] = admin.call("res.currency", "search", [["name", "=", "EUR"]])
    group = {"name": "Belgium", "country_ids": [[6, 0, [belgium]]]}
    admin.call(
        "product.pricelist",
        "create",
        {
            "name": "Belgium",
            "currency_id": euro,
            "country_group_ids": [[0, 0, group]],
        },
    )
    visitor = Shopper(shop["server"])
    visitor.add(shop["product"], 1)
    address = {
        "name": "Somebody",
        "email": "somebody@example.com",
        "phone": "+32 2 123 45 67",
        "street": "2 Short Street",
        "city": "Namur",
        "zip": "5000",
        "country_id": belgium,
    }
    visitor.submit("/shop/address", "/shop/address/submit", **address)
    order = last_order(shop, "Somebody")
    assert (order["pricelist_id"], order["amount_total"]) == ("Belgium (EUR)", 112.8)


def test_asked_outside_a_request(shop):
    """As Odoo's own tests do, and jobs that pretend to be in the shop."""
    told = shop["server"].call("test.world.shop", "_ask_outside_a_request")
    assert "USD" in told.pop("offered")
    assert told == {"chosen": "EUR", "shown": "USD"}


def test_an_archived_pricelist_stays_archived(shop):
    """The shop goes on in the customer's currency, without a pricelist."""
    admin, domain = shop["admin"], [["currency_id.name", "=", "EUR"]]
    euros = admin.call("product.pricelist", "search", domain)
    assert euros
    admin.call("product.pricelist", "write", euros, {"active": False})
    shopper = Shopper(shop["server"], "guest", PASSWORD)
    shopper.get("/shop/cart")
    shopper.json("/shop/cart/clear")
    shopper.add(shop["product"], 2)
    assert shopper.price(shop["page"]) == "112.80 €"
    assert shopper.total() == "225.59 €"
    order = last_order(shop, "guest")
    assert (order["currency_id"], order["pricelist_id"]) == ("EUR", False)
    assert not admin.call("product.pricelist", "search", domain)
    admin.call("product.pricelist", "write", euros, {"active": True})


def test_without_pricelists(shop):
    """Where they are switched off, the customer's currency still counts."""
    shop["server"].call("test.world.shop", "_switch_pricelists_off")
    shopper = Shopper(shop["server"], "guest", PASSWORD)
    shopper.get("/shop/cart")
    shopper.json("/shop/cart/clear")
    shopper.add(shop["product"], 2)
    assert shopper.price(shop["page"]) == "112.80 €"
    assert shopper.total() == "225.59 €"
    assert last_order(shop, "guest")["currency_id"] == "EUR"
    assert Shopper(shop["server"]).price(shop["page"]) == "$ 123.45"
