"""What people do all day without our features, beside plain Odoo."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from lxml import etree

from odoo.fields import Command

from benchmarks.partner_form import specification
from devtools.bench import fair_medians, medians, ratio
from devtools.mailbox import Mailbox

# of Odoo's own time; the rest of the room is for what else the machine does
BOUND = 1.05
NOISE = 0.05
LINES = 10
FOLLOWERS = 20
ROWS = 80
PRINTED = 20  # invoices
# each kind of work, how often it is timed, and how many queries more it may take: one
# for each call in it
WORKS = {
    "create 1 contact": ("create_one", 60, 1),
    "create 100 contacts": ("create_many", 15, 1),
    "import 1,000 contacts": ("import_many", 5, 1),
    "write a phone number": ("write_phone", 100, 1),
    "make an order of 10 lines": ("make_order", 30, 1),
    "make and confirm an order of 10 lines": ("confirm_order", 30, 2),
    "make an invoice of 10 lines": ("make_invoice", 20, 1),
    "make and post an invoice of 10 lines": ("post_invoice", 20, 2),
    "make, post and pay an invoice of 10 lines": ("pay_invoice", 20, 3),
    "list of 80 contacts": ("list_contacts", 60, 1),
    # which areas are off, and the account that the link in the mail is bound to
    "mail to 20 followers": ("mail_followers", 40, 2),
    "send 20 queued mails": ("send_mails", 15, 1),
}


def run(bench):
    """Do each kind of work in both databases in turn."""
    from odoo import tools

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        mailbox = Mailbox(folder)
        stack.callback(mailbox.stop)
        odoo, ours = (
            Office(stack.enter_context(bench.environment(bench.database(kind))))
            for kind in ("stock", "addon")
        )
        tools.config["smtp_server"] = "127.0.0.1"
        tools.config["smtp_port"] = mailbox.port
        for title, (name, repeat, most) in WORKS.items():
            for office in (odoo, ours):
                office.analyze()
            works = [getattr(office, name) for office in (odoo, ours)]
            most_time = BOUND + NOISE
            times = fair_medians(*works, bound=most_time, repeat=repeat)
            bench.at_most(f"{title}: time to Odoo's", ratio(times), most_time)
            counts = [office.queries(name) for office in (odoo, ours)]
            bench.figure(f"{title}: queries of Odoo", counts[0], "queries")
            more = counts[1] - counts[0]
            bench.at_most(f"{title}: queries more", more, most, "queries")
        print_click(bench, ours)


def print_click(bench, ours):
    """Tell what our question before a print costs, beside the print itself."""
    few, many = ours.invoices[:2], ours.invoices
    asked, printed = medians(
        lambda: ours.ask_before_print(many), lambda: ours.render(many), repeat=10
    )
    title = f"print click, {PRINTED} invoices"
    bench.at_most(f"{title}: time to the page's", asked / printed, 0.25)
    counts = [
        ours.queries("ask_before_print", invoices) for invoices in (few, few, many)
    ]
    bench.figure(f"{title}: queries", counts[2], "queries")
    more = counts[2] - counts[1]
    bench.at_most(f"{title}: queries more than for 2", more, 0, "queries")


class Office:
    """An administrator at everyday work; each call makes new records."""

    def __init__(self, env):
        env["account.chart.template"].try_loading(
            "generic_coa", env.company, install_demo=False
        )
        self.env = env(user=env.ref("base.user_admin"))
        self._number = 0
        self._view = self.env.ref("base.view_partner_tree")
        self._product = self.env["product.product"].create(
            {"name": "Crate", "list_price": 50}
        )
        self._customer = self.env["res.partner"].create(
            {"name": "Azure", "is_company": True, "email": "azure@example.com"}
        )
        self.env["res.partner"].create(self._contacts(ROWS))
        self._followed = self._create_invoice()
        followers = self.env["res.partner"].create(self._contacts(FOLLOWERS))
        self._followed.message_subscribe(followers.ids)
        self.invoices = self.env["account.move"].union(
            *(self._create_invoice() for _number in range(PRINTED))
        )
        [view] = (
            self.env["res.partner"]
            .get_views([(self._view.id, "list")])["views"]
            .values()
        )
        self._columns = specification(
            self.env["res.partner"], etree.fromstring(view["arch"])
        )
        # as after an installation; mails are sent and committed one by one
        self.env.cr.flush()
        self.env.cr.commit()

    def queries(self, name, *args):
        """The number of queries of one of the methods below."""
        getattr(self, name)(*args)  # fills caches
        before = self.env.cr.sql_log_count
        getattr(self, name)(*args)
        return self.env.cr.sql_log_count - before

    def analyze(self):
        """Count the rows that were made so far, as PostgreSQL does by itself later.

        Without it, either database may fall upon the better plan.
        """
        self.env.flush_all()
        self.env.cr.execute("ANALYZE res_partner, sale_order, account_move")

    def _contacts(self, count):
        numbers = range(self._number, self._number + count)
        self._number += count
        return [
            {
                "name": f"Contact {number}",
                "email": f"contact{number}@example.com",
                "phone": f"+1 555 {number:06}",
            }
            for number in numbers
        ]

    def _end(self):
        """Do what the end of a request does, but for the commit."""
        self.env.cr.flush()
        self.env.invalidate_all()

    def create_one(self):
        self.env["res.partner"].create(self._contacts(1))
        self._end()

    def create_many(self):
        self.env["res.partner"].create(self._contacts(100))
        self._end()

    def import_many(self):
        contacts = self._contacts(1000)
        rows = [list(contact.values()) for contact in contacts]
        result = self.env["res.partner"].load(list(contacts[0]), rows)
        assert len(result["ids"]) == len(rows), result["messages"][:1]
        self._end()

    def write_phone(self):
        self._number += 1
        self._customer.phone = f"+1 555 {self._number:06}"
        self._end()

    def _create_order(self):
        line = Command.create({"product_id": self._product.id})
        return self.env["sale.order"].create(
            {"partner_id": self._customer.id, "order_line": [line] * LINES}
        )

    def make_order(self):
        self._create_order()
        self._end()

    def confirm_order(self):
        self._create_order().action_confirm()
        self._end()

    def _create_invoice(self):
        line = Command.create({"product_id": self._product.id, "price_unit": 50})
        return self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self._customer.id,
                "invoice_date": "2026-01-10",
                "invoice_line_ids": [line] * LINES,
            }
        )

    def make_invoice(self):
        self._create_invoice()
        self._end()

    def _create_posted(self):
        invoice = self._create_invoice()
        invoice.action_post()
        return invoice

    def post_invoice(self):
        self._create_posted()
        self._end()

    def pay_invoice(self):
        invoice = self._create_posted()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({}).action_create_payments()
        self._end()

    def list_contacts(self):
        self.env["res.partner"].web_search_read([], self._columns, limit=ROWS)
        self._end()

    def mail_followers(self):
        self._followed.message_post(
            body="Hello", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        # they would leave after a commit
        self.env.cr.postcommit.clear()
        self._end()

    def send_mails(self):
        mails = [
            {
                "subject": "Hello",
                "body_html": "<p>Hello</p>",
                "email_to": contact["email"],
                "email_from": "office@example.com",
                "auto_delete": True,
            }
            for contact in self._contacts(20)
        ]
        self.env["mail.mail"].create(mails).send(auto_commit=True)
        self._end()

    def ask_before_print(self, invoices):
        """Ask the server what the web client asks before a PDF."""
        self.env["customer.document.print"].get_print_dialog(
            "account.report_invoice_with_payments", invoices.ids
        )
        self._end()

    def render(self, invoices):
        """Render the page that becomes the PDF."""
        self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice_with_payments", invoices.ids
        )
        self._end()
