"""Every way a portal user has to get at a document, as functions that return text.

A probe answers with what the server sent; whether it holds a document's marker, or a
count above zero, is for the caller to judge.
"""

import json
import re
import xmlrpc.client

from devtools.portal import PortalSession

# Where the marker is found in a list: (page, its name for the card)
PAGES = {
    "quotations": [
        "/my/quotes",
        "/my/quotes/page/2",
        "/my/orders/{id}",
        "/my/orders/{id}?access_token=junk",
    ],
    "orders": [
        "/my/orders",
        "/my/orders/page/2",
        "/my/orders/{id}",
        "/my/orders/{id}?access_token=junk",
    ],
    "invoices": [
        "/my/invoices",
        "/my/invoices/page/2",
        "/my/invoices/{id}",
        "/my/invoices/{id}?access_token=junk",
    ],
    "projects": [
        "/my/projects",
        "/my/projects/{id}",
        "/my/projects/{id}?access_token=junk",
    ],
    "tasks": [
        "/my/tasks",
        "/my/tasks?groupby=none",
        "/my/tasks?groupby=project_id",
        "/my/tasks/{id}",
        "/my/projects/{project}",
        "/my/projects/{project}/task/{id}",
        "/my/projects/{project}/task/{id}?access_token=junk",
    ],
    "timesheets": [
        "/my/timesheets",
        "/my/timesheets?groupby=project_id",
        "/my/timesheets?groupby=task_id",
        "/my/tasks/{task}",
    ],
    "rfqs": ["/my/rfq", "/my/purchase/{id}", "/my/purchase/{id}?access_token=junk"],
    "purchases": [
        "/my/purchase",
        "/my/purchase/{id}",
        "/my/purchase/{id}?access_token=junk",
    ],
    "deliveries": ["/my/orders/{order}"],
    "tickets": [
        "/my/tickets",
        "/my/tickets/page/2",
        "/my/ticket/{id}",
        "/my/ticket/{id}?access_token=junk",
    ],
    "contracts": [
        "/my/contracts",
        "/my/contracts/{id}",
        "/my/contracts/{id}?access_token=junk",
    ],
}
COUNTERS = {
    "quotations": "quotation_count",
    "orders": "order_count",
    "invoices": "invoice_count",
    "projects": "project_count",
    "tasks": "task_count",
    "timesheets": "timesheet_count",
    "rfqs": "rfq_count",
    "purchases": "purchase_count",
    "tickets": "ticket_count",
    "contracts": "contract_count",
}
# Names and numbers of an area's records on records of another: (area of the record
# that is read, field). What is found is the marker, or a value that is not empty.
ELSEWHERE = {
    "invoices": [("orders", "invoice_count"), ("orders", "amount_invoiced")],
    "orders": [("tasks", "sale_line_id")],
    "projects": [("tasks", "project_id")],
    "tasks": [("projects", "task_count")],
    "timesheets": [("tasks", "effective_hours"), ("tasks", "progress")],
    "deliveries": [("orders", "delivery_status")],
}
# Records that link to an area's: (their model, the link), to ask across it
LINKS = {
    "quotations": ("sale.order.line", "order_id"),
    "orders": ("sale.order.line", "order_id"),
    "invoices": ("account.move.line", "move_id"),
    "projects": ("project.task", "project_id"),
    "tasks": ("project.project", "task_ids"),
    "rfqs": ("purchase.order.line", "order_id"),
    "purchases": ("purchase.order.line", "order_id"),
    "contracts": ("contract.line", "contract_id"),
}
# Pages that print a report; {type} is html, text or pdf
REPORTS = {
    "quotations": "/my/orders/{id}?report_type={type}",
    "orders": "/my/orders/{id}?report_type={type}",
    "invoices": "/my/invoices/{id}?report_type={type}",
    "timesheets": "/my/tasks/{task}?report_type={type}",
    "rfqs": "/my/purchase/{id}?report_type={type}",
    "purchases": "/my/purchase/{id}?report_type={type}",
}
PAYMENTS = {
    "quotations": "/my/orders/{id}/transaction",
    "orders": "/my/orders/{id}/transaction",
    "invoices": "/invoice/transaction/{id}",
}


class Visitor(PortalSession):
    """A portal user with a browser, a password and an API key for programs."""

    def __init__(self, server, login, password, key):
        super().__init__(server, login, password)
        self.database, self.login = server.database, login
        self.password, self.key = password, key
        self.uid = self._common().authenticate(self.database, login, password, {})

    def json(self, path, **params):
        """Return the answer to a JSON-RPC request, as text; of an error, nothing."""
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
        headers = {"Content-Type": "application/json"}
        status, text = self.get(path, json.dumps(body).encode(), headers)
        answer = json.loads(text) if status == 200 else {}
        # an error may repeat what was asked for
        return json.dumps(answer.get("result", ""), ensure_ascii=False)

    def call(self, model, method, *args, **kwargs):
        """Call a model's method as the web client does."""
        values = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.json(f"/web/dataset/call_kw/{model}/{method}", **values)

    def json2(self, model, method, **values):
        """Call a model's method through the JSON-2 interface."""
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"bearer {self.key}",
        }
        path = f"/json/2/{model}/{method}"
        status, text = self.get(path, json.dumps(values).encode(), headers)
        return text if status == 200 else ""

    def xmlrpc(self, model, method, *args):
        """Call a model's method through XML-RPC."""
        proxy = xmlrpc.client.ServerProxy(f"{self.url}/xmlrpc/2/object")
        try:
            answer = proxy.execute_kw(
                self.database, self.uid, self.password, model, method, args
            )
        except xmlrpc.client.Fault:
            return ""
        return json.dumps(answer, default=str)

    def _common(self):
        return xmlrpc.client.ServerProxy(f"{self.url}/xmlrpc/2/common")


def page_probes(area, side):
    """The pages an area's documents show on, as paths."""
    paths = [*PAGES[area]]
    if area in REPORTS:
        paths += [report_path(area, side, kind) for kind in ("html", "text")]
    names = _ids(area, side)
    return [path.format(**names) for path in paths]


def report_path(area, side, kind):
    """The page that prints an area's document.

    :param kind: "html", "text" or "pdf"
    """
    return REPORTS[area].format(type=kind, **_ids(area, side))


def _ids(area, side):
    documents = side["documents"]
    return {
        "id": documents[area]["id"],
        "project": documents["projects"]["id"],
        "task": documents["tasks"]["id"],
        "order": documents["orders"]["id"],
    }


def payment_probes(visitor, area, side, payment):
    """Ways to start paying a document, whose reference is its name."""
    if area not in PAYMENTS:
        return []
    values = {
        "amount": 1.0,
        "flow": "direct",
        "token_id": None,
        "tokenization_requested": False,
        "landing_route": "/my",
        "access_token": None,
    }
    path = PAYMENTS[area].format(**_ids(area, side))
    return [(path, lambda: visitor.json(path, **values, **payment))]


def link_probes(visitor, area, marker):
    """Ways to ask for a document through records that link to it."""
    if area not in LINKS:
        return []
    model, link = LINKS[area]
    named = {"fields": {"name": {}, "display_name": {}}}
    across = [[f"{link}.name", "ilike", marker]]
    return [
        (
            "nested web_search_read",
            lambda: visitor.call(model, "web_search_read", [], {link: named}),
        ),
        ("dotted oracle", lambda: visitor.call(model, "search_count", across)),
        (
            "dotted oracle json-2",
            lambda: visitor.json2(model, "search_count", domain=across),
        ),
        (
            "dotted oracle xml-rpc",
            lambda: visitor.xmlrpc(model, "search_count", across),
        ),
    ]


def record_probes(visitor, document):
    """Ways to read, search and count a record: (name, function)."""
    model, id_, marker = document["model"], document["id"], document["marker"]
    named = "name"
    by_id, by_name = [["id", "=", id_]], [[named, "ilike", marker]]
    spec = {named: {}, "display_name": {}}
    call = visitor.call
    return [
        ("read", lambda: call(model, "read", [id_], [named])),
        ("search_read", lambda: call(model, "search_read", by_id, [named])),
        ("web_read", lambda: call(model, "web_read", [id_], spec)),
        (
            "web_search_read",
            lambda: call(model, "web_search_read", by_name, spec),
        ),
        ("name_search", lambda: call(model, "name_search", marker)),
        ("search_count", lambda: call(model, "search_count", by_name)),
        (
            "formatted_read_group",
            lambda: call(
                model, "formatted_read_group", by_id, [named], aggregates=["__count"]
            ),
        ),
        ("read_group", lambda: call(model, "read_group", by_id, [named], [named])),
        ("oracle id", lambda: call(model, "search_count", [*by_id, *by_name])),
        (
            "json-2",
            lambda: visitor.json2(model, "search_read", domain=by_id, fields=[named]),
        ),
        ("export_data", lambda: call(model, "export_data", [id_], [named])),
        (
            "json-2 read",
            lambda: visitor.json2(model, "read", ids=[id_], fields=[named]),
        ),
        (
            "json-2 count",
            lambda: visitor.json2(model, "search_count", domain=by_name),
        ),
        (
            "xml-rpc search_read",
            lambda: visitor.xmlrpc(model, "search_read", by_id, [named]),
        ),
        ("xml-rpc", lambda: visitor.xmlrpc(model, "read", [id_], [named])),
        ("xml-rpc search", lambda: visitor.xmlrpc(model, "search_count", by_name)),
    ]


def chatter_probes(visitor, document):
    """Ways to a document's messages and files: (name, function)."""
    if "message" not in document:
        return []
    model, id_, marker = document["model"], document["id"], document["marker"]
    file, message = document["file"], document["message"]
    by_body = [["body", "ilike", marker]]
    thread = {"thread_model": model, "thread_id": id_}
    # without a token, stock gives a portal user no file at all
    tokens = {"by access token": "file_token", "by raw token": "raw_token"}

    def content(token):
        return visitor.get(f"/web/content/{file}?access_token={document[token]}")[1]

    return [
        ("messages", lambda: visitor.json("/mail/thread/messages", **thread)),
        ("portal chatter", lambda: visitor.json("/mail/chatter_fetch", **thread)),
        ("history", lambda: visitor.json("/mail/history/messages")),
        (
            "message read",
            lambda: visitor.call("mail.message", "read", [message], ["body"]),
        ),
        (
            "message search",
            lambda: visitor.call("mail.message", "search_read", by_body, ["body"]),
        ),
        (
            "message count",
            lambda: visitor.call("mail.message", "search_count", by_body),
        ),
        (
            "notification",
            lambda: visitor.call(
                "mail.notification",
                "search_count",
                [["mail_message_id", "=", message]],
            ),
        ),
        (
            "oracle messages",
            lambda: visitor.call(
                model, "search_count", [["message_ids.body", "ilike", marker]]
            ),
        ),
        *(
            (f"file {name}", lambda token=token: content(token))
            for name, token in tokens.items()
        ),
    ]


def is_found(text, marker):
    """Whether an answer holds the marker, or is a count above zero."""
    if marker in text:
        return True
    return bool(re.fullmatch(r"[1-9]\d*", text.strip().strip('"')))


def is_value(text, field):
    """Whether an answer holds a value of the field that is not empty."""
    rows = json.loads(text) or [{}]
    return bool(rows[0].get(field))
