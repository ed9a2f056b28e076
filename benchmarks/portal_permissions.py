"""What portal permissions cost a customer's page, beside Odoo's own portal.

Our home page greets the customer and names the contact person, which Odoo's does not:
its bounds are wider.
"""

import json
import re
import time

from devtools.bench import fair_medians, ratio
from devtools.portal import PortalSession

DOCUMENTS = 100  # invoices, and orders
REPEAT = 80
LOGGING = 0.5  # seconds until a request that was answered stands in the log
# "GET /my HTTP/1.1" 200 - queries, seconds in them, seconds in Python
QUERIES = re.compile(r'"(?:GET|POST) /my\S* HTTP/[^"]+" \d+ - (\d+) ')
PASSWORD = "a good Passw0rd"
PAGES = {
    "home": "/my",
    "list of invoices": "/my/invoices",
    "list of orders": "/my/orders",
    "invoice": "/my/invoices/{invoice}",
    "order": "/my/orders/{order}",
}
# the area that is switched off for a page
AREAS = {
    "home": "invoices",
    "list of invoices": "invoices",
    "list of orders": "orders",
    "invoice": "invoices",
    "order": "orders",
}


def run(bench):
    """Measure each page of both portals in turn: all on, then with an area off."""
    odoo, ours = Portal(bench, "stock"), Portal(bench, "addon")
    for page in PAGES:
        # a query more for each request
        bounds = 1.2 if page == "home" else 1.1, ours.open(page)
        compare(bench, f"{page}, all on", odoo, ours, page, bounds)
    for page, area in AREAS.items():
        ours.switch_off(area)
        # an area that is off is less to count and to show than one that is on
        bounds = 1.1 if page == "home" else 1, 0
        compare(bench, f"{page}, {area} off", odoo, ours, page, bounds)


def compare(bench, title, odoo, ours, page, bounds):
    """Tell how a page's time and its queries compare with Odoo's own.

    :param bounds: the greatest ratio of times, and number of queries more
    """
    times = fair_medians(
        lambda: odoo.open(page),
        lambda: ours.open(page),
        bound=bounds[0],
        repeat=REPEAT,
    )
    bench.at_most(f"{title}: time to Odoo's", ratio(times), bounds[0])
    more = ours.queries(page) - odoo.queries(page)
    bench.at_most(f"{title}: queries more than Odoo's", more, bounds[1], "queries")


class Portal:
    """The portal of one database, with a customer signed in."""

    def __init__(self, bench, kind):
        self._server = bench.server(bench.database(kind))
        self._ids = self._server.call("test.world.bench", "_make_portal", DOCUMENTS)
        self._session = PortalSession(self._server, "ada", PASSWORD)

    def open(self, page):
        """Get one of PAGES and, as a browser does, the counters on its cards.

        :return: the number of requests
        """
        text = self._session.get(PAGES[page].format_map(self._ids))[1]
        if counters := re.findall(r'data-placeholder_count="(\w+)"', text):
            body = {"jsonrpc": "2.0", "params": {"counters": counters}}
            headers = {"Content-Type": "application/json"}
            self._session.get("/my/counters", json.dumps(body).encode(), headers)
        return 2 if counters else 1

    def queries(self, page):
        """The number of queries that opening a page takes, from the log."""
        self.open(page)  # fills caches
        time.sleep(LOGGING)
        before, found = len(self._server.log), []
        requests = self.open(page)
        while len(found) < requests:
            time.sleep(LOGGING)
            found = QUERIES.findall(self._server.log[before:])
        return sum(map(int, found))

    def switch_off(self, area):
        """Switch off one area for the customer, and all others on."""
        client = self._server.rpc()
        ids = client.call("portal.area", "search", [["code", "=", area]])
        values = {"portal_off_area_ids": [[6, 0, ids]]}
        client.call("res.partner", "write", [self._ids["customer"]], values)
