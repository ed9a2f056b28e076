"""What portal permissions cost a customer's page, beside stock's portal."""

import json
import re

from devtools.bench import medians
from devtools.portal import PortalSession

DOCUMENTS = 100  # invoices, and orders
REPEAT = 40
PASSWORD = "a good Passw0rd"
# runs with and without the addon
DATA = f"""
import json
env = env(context=dict(env.context, no_reset_password=True, tracking_disable=True))
if not env["account.journal"].search([("type", "=", "sale")], limit=1):
    env["account.chart.template"].try_loading("generic_coa", env.company)
customer = env["res.partner"].create({{"name": "Azure", "is_company": True}})
contact = env["res.partner"].create({{"name": "Ada", "parent_id": customer.id}})
env["res.users"].create({{
    "partner_id": contact.id, "login": "ada", "password": "{PASSWORD}",
    "group_ids": [(6, 0, env.ref("base.group_portal").ids)],
}})
product = env["product.product"].create({{"name": "Crate", "list_price": 50}})
lines = [(0, 0, {{"product_id": product.id}})]
invoices = env["account.move"].create([
    {{"move_type": "out_invoice", "partner_id": customer.id,
      "invoice_date": "2026-01-10", "invoice_line_ids": lines}}
] * {DOCUMENTS})
invoices.action_post()
orders = env["sale.order"].create(
    [{{"partner_id": customer.id, "order_line": lines}}] * {DOCUMENTS}
)
orders.state = "sale"
print("MADE" + json.dumps([customer.id, invoices[0].id, orders[0].id]))
"""
PAGES = {
    "home": "/my",
    "list of invoices": "/my/invoices",
    "list of orders": "/my/orders",
    "invoice": "/my/invoices/{invoice}",
    "order": "/my/orders/{order}",
}
# the area that closes a page
AREAS = {
    "list of invoices": "invoices",
    "list of orders": "orders",
    "invoice": "invoices",
    "order": "orders",
}


def run(bench):
    """Measure each page of both portals in turn: all on, then with its area off."""
    stock, ours = Portal(bench, "stock"), Portal(bench, "addon")
    for page in PAGES:
        compare(bench, f"{page}, all on", stock, ours, page, bounds=(1.1, 1))
    for page, area in AREAS.items():
        ours.switch_off(area)
        compare(bench, f"{page}, {area} off", stock, ours, page, bounds=(1, 0))
    ours.switch_off("invoices")
    # finding out what a picture's file belongs to is a query, where something is off
    compare(bench, "home, invoices off", stock, ours, "home", bounds=(1.1, 2))


def compare(bench, title, stock, ours, page, bounds):
    """Tell how a page's time and its queries compare with stock's.

    :param bounds: the greatest ratio of times, and number of queries more
    """
    base, time = medians(
        lambda: stock.open(page), lambda: ours.open(page), repeat=REPEAT
    )
    bench.at_most(f"{title}: time to stock's", time / base, bounds[0])
    more = ours.queries(page) - stock.queries(page)
    bench.at_most(f"{title}: queries more than stock", more, bounds[1], "queries")


class Portal:
    """The portal of one database, with a customer signed in."""

    def __init__(self, bench, kind):
        self._server = bench.server(bench.database(kind))
        printed = self._server.shell(DATA)
        line = next(line for line in printed.splitlines() if line.startswith("MADE"))
        self._customer, invoice, order = json.loads(line.removeprefix("MADE"))
        self._ids = {"invoice": invoice, "order": order}
        self._session = PortalSession(self._server, "ada", PASSWORD)

    def open(self, page):
        """Get one of PAGES."""
        self._session.get(PAGES[page].format_map(self._ids))

    def queries(self, page):
        """The number of queries that a request for a page takes, from the log."""
        path = re.escape(PAGES[page].format_map(self._ids))
        before = len(self._server.log)
        for __ in range(3):
            self.open(page)
        # "GET /my HTTP/1.1" 200 - queries, seconds in them, seconds in Python
        found = re.findall(
            rf'"GET {path} HTTP/[^"]+" \d+ - (\d+) ', self._server.log[before:]
        )
        return int(found[-1])

    def switch_off(self, area):
        """Switch off one area for the customer, and all others on."""
        client = self._server.rpc()
        ids = client.call("portal.area", "search", [["code", "=", area]])
        values = {"portal_off_area_ids": [[6, 0, ids]]}
        client.call("res.partner", "write", [self._customer], values)
