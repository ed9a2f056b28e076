"""Opening the form of a customer, beside Odoo's own form."""

from contextlib import ExitStack
from copy import deepcopy

from lxml import etree

from odoo.fields import Command

from devtools.bench import fair_medians, medians, queries, ratio

CONTACTS = 20
# invoices: of a customer of some weeks, and of one of some years
FEW, MANY = 20, 1000
OPENINGS = 40
BOUND = 1.1  # of Odoo's own time
# of the fields that our form shows: groups, areas, invitations, documents that
# lock and the first of them, the same customer in other currencies, the access of
# contacts, which is seldom read
MORE_QUERIES = 8
# the views that are asked for with the form when Contacts is opened
VIEWS = ("kanban", "list", "form", "search")


def run(bench):
    """Open the same customers in a database without the addon, and in one with it.

    What our fields cost is the same for every customer; what Odoo's cost grows with the
    documents. So the time is bound for a customer that has many, and the number of
    queries for each.
    """
    with ExitStack() as stack:
        odoo, ours = (
            Opened(stack.enter_context(bench.environment(bench.database(kind))))
            for kind in ("stock", "addon")
        )
        for documents, bound in ((FEW, None), (MANY, BOUND)):
            title = f"customer with {documents} invoices"
            for opened in odoo, ours:
                opened.choose_customer(documents)
            read, views = (
                fair_medians(*works, bound=BOUND, repeat=OPENINGS)
                for works in (
                    (odoo.read, ours.read),
                    (odoo.get_views, ours.get_views),
                )
            )
            tell_ratio(bench, f"{title}, read", read, bound)
            opening = [sum(times) for times in zip(read, views, strict=True)]
            tell_ratio(bench, f"{title}, views and read", opening, bound)
            tell_queries(bench, f"{title}, read", odoo.read, ours.read, MORE_QUERIES)
        tell_ratio(bench, "views, as Contacts asks for them", views, BOUND)
        tell_queries(bench, "views", odoo.get_views, ours.get_views, 0)
        new = medians(odoo.new, ours.new, repeat=OPENINGS)
        tell_ratio(bench, "form of a new partner", new)
        tell_queries(bench, "form of a new partner", odoo.new, ours.new, 0)


def tell_ratio(bench, title, times, bound=None):
    """Tell our time as a ratio to Odoo's.

    :param times: pair of Odoo's time and ours
    :param bound: the most that the ratio may be; None for no bound
    """
    title = f"{title}: time to Odoo's"
    if bound is None:
        bench.figure(title, ratio(times))
    else:
        bench.at_most(title, ratio(times), bound)


def tell_queries(bench, title, odoo_work, our_work, bound):
    """Tell how many queries our work sends more than Odoo's."""
    base, count = (queries(work.__self__.env, work) for work in (odoo_work, our_work))
    bench.figure(f"{title}: queries, Odoo's", base, "queries")
    bench.at_most(f"{title}: queries more", count - base, bound, "queries")


class Opened:
    """Customers with contacts and invoices, whose form an administrator opens."""

    def __init__(self, env):
        env["account.chart.template"].try_loading(
            "generic_coa", env.company, install_demo=False
        )
        self.env = env(user=env.ref("base.user_admin"))
        self.view = self.env.ref("base.view_partner_form")
        self.customers = {
            documents: self._create_customer(documents) for documents in (FEW, MANY)
        }
        self.choose_customer(FEW)
        self.env.flush_all()
        [form] = (
            self.env["res.partner"]
            .get_views([(self.view.id, "form")])["views"]
            .values()
        )
        self.specification = specification(
            self.env["res.partner"], etree.fromstring(form["arch"])
        )

    def choose_customer(self, documents):
        """Open the customer with this number of invoices from now on."""
        self.customer = self.customers[documents]

    def _create_customer(self, documents):
        customer = self.env["res.partner"].create(
            {
                "name": "Azure",
                "is_company": True,
                "customer_rank": 1,
                "country_id": self.env.ref("base.be").id,
                "child_ids": [
                    Command.create({"name": f"Contact {number}"})
                    for number in range(CONTACTS)
                ],
            }
        )
        self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": customer.id,
                    "invoice_date": "2026-01-15",
                    "invoice_line_ids": [
                        Command.create({"name": "Consulting", "price_unit": 100.0})
                    ],
                }
            ]
            * documents
        ).action_post()
        return customer

    def read(self):
        """Read what the form shows, as the client does."""
        self.env.invalidate_all()
        self.customer.web_read(self.specification)

    def get_views(self):
        """Get the views of an action, from the server's caches."""
        views = [(self.view.id if kind == "form" else False, kind) for kind in VIEWS]
        self.env.invalidate_all()
        self.env["res.partner"].get_views(views, {"toolbar": True})

    def new(self):
        """Get what a new partner's form starts with."""
        self.env.invalidate_all()
        self.env["res.partner"].onchange({}, [], self.specification)


def specification(model, arch, lines_of_another=False):
    """Return what the client reads for a form: its fields, and those of its lines.

    :param lines_of_another: the arch is of the form of lines that show as cards: the
        client reads their values along, but not the names of what they refer to
    """
    result = {}
    for node in arch.xpath(".//field[not(ancestor::field)]"):
        field = model._fields[node.get("name")]
        values = result.setdefault(field.name, {})
        if not field.relational:
            continue
        values["fields"] = fields = {}
        if lines_of_another or node.get("invisible") in ("1", "True"):
            continue
        if field.type == "many2one" or node.get("widget") == "many2many_tags":
            fields["display_name"] = {}
        for number, view in enumerate(node):
            lines = specification(model.env[field.comodel_name], root(view), number > 0)
            for name, value in lines.items():
                fields.setdefault(name, value)
    return result


def root(element):
    """Return a copy of an element that has nothing around it."""
    return deepcopy(element)
