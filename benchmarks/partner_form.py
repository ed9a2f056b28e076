"""Opening the form of a customer, beside Odoo's own form."""

from contextlib import ExitStack
from copy import deepcopy

from lxml import etree

from odoo.fields import Command

from devtools.bench import medians, queries

CONTACTS = 20
DOCUMENTS = 20  # invoices
OPENINGS = 40
BOUND = 1.1  # of Odoo's own time
# the views that are asked for with the form when Contacts is opened
VIEWS = ("kanban", "list", "form", "search")


def run(bench):
    """Open the same customer in a database without the addon, and in one with it."""
    with ExitStack() as stack:
        odoo, ours = (
            Opened(stack.enter_context(bench.environment(bench.database(kind))))
            for kind in ("stock", "addon")
        )
        for title, name in (
            ("read of a customer", "read"),
            ("views, as Contacts asks for them", "get_views"),
            ("form of a new partner", "new"),
        ):
            works = [getattr(opened, name) for opened in (odoo, ours)]
            base, time = medians(*works, repeat=OPENINGS)
            bench.at_most(f"{title}: time to Odoo's", time / base, BOUND)
            counts = [
                queries(opened.env, getattr(opened, name)) for opened in (odoo, ours)
            ]
            bench.figure(f"{title}: queries, Odoo's", counts[0], "queries")
            bench.figure(f"{title}: queries, with ours", counts[1], "queries")


class Opened:
    """A customer with contacts and invoices, whose form an administrator opens."""

    def __init__(self, env):
        env["account.chart.template"].try_loading(
            "generic_coa", env.company, install_demo=False
        )
        self.env = env(user=env.ref("base.user_admin"))
        self.view = self.env.ref("base.view_partner_form")
        self.customer = self._create_customer()
        self.env.flush_all()
        [form] = (
            self.env["res.partner"]
            .get_views([(self.view.id, "form")])["views"]
            .values()
        )
        self.specification = specification(
            self.env["res.partner"], etree.fromstring(form["arch"])
        )

    def _create_customer(self):
        customer = self.env["res.partner"].create(
            {
                "name": "Azure",
                "is_company": True,
                "customer_rank": 1,
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
            * DOCUMENTS
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
