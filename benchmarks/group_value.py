"""The value of customer groups, beside Odoo's invoice report by its customers' tags."""

from odoo.fields import Command

from devtools import databases
from devtools.bench import explain, fair_medians, medians, ratio

CUSTOMERS = 20_000
GROUPS = 50
INVOICES = 200_000
LINES = 5  # of each invoice
FEWER = 5  # the small database holds a fifth of the invoices
REPEAT = 7
MONTH = "invoice_date:month"
POSTED = [
    ("state", "=", "posted"),
    ("move_type", "in", ("out_invoice", "out_refund")),
]


def run(bench):
    """Fill a database by SQL and read both reports, by the ORM and by the client."""
    database = bench.database("addon")
    with bench.environment(database) as env:
        world = World(env, database)
        world.insert_customers()
        world.insert_invoices(INVOICES // FEWER)
        # the best times, because the two are taken minutes apart
        [few] = medians(world.ours, repeat=3 * REPEAT, pick=min)
        world.insert_invoices(INVOICES - INVOICES // FEWER)
        world.check_totals()
        for title, works, bound in (
            ("by group and month: time to Odoo's", (world.odoos, world.ours), 0.25),
            (
                "the same, by the client's call",
                (world.odoos_client, world.ours_client),
                0.35,
            ),
        ):
            times = fair_medians(*works, bound=bound, repeat=REPEAT)
            bench.at_most(title, ratio(times), bound)
        [many] = medians(world.ours, repeat=3 * REPEAT, pick=min)
        bench.at_most(f"{FEWER} times the invoices: time", many / few, 4)
        print(explain(env, world.ours, "customer_group_partner_rel"))


class World:
    """Customers in groups, and in tags of Odoo's with the same members."""

    def __init__(self, env, database):
        env["account.chart.template"].try_loading(
            "generic_coa", env.company, install_demo=False
        )
        self.env = env
        self.database = database
        self.inserted = 0

    def insert_customers(self):
        """Copies of one customer, half of them in two groups, and one invoice."""
        names = [{"name": f"Group {number}"} for number in range(GROUPS)]
        groups = self.env["customer.group"].create(names)
        tags = self.env["res.partner.category"].create(names)
        pattern = self.env["res.partner"].create({"name": "Pattern"})
        line = {"name": "Work", "price_unit": 10.0, "tax_ids": [Command.clear()]}
        self.invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": pattern.id,
                "invoice_date": "2024-01-01",
                "invoice_line_ids": [Command.create(line)] * LINES,
            }
        )
        self.invoice.action_post()
        self.env.flush_all()
        self.first = self.copy(
            "res_partner", pattern.id, CUSTOMERS, {"commercial_partner_id": "NULL"}
        )
        cr = self.env.cr
        cr.execute(
            "UPDATE res_partner SET commercial_partner_id = id WHERE id >= %s",
            [self.first],
        )
        for table, column, ids in (
            ("customer_group_partner_rel", "group_id", groups.ids),
            ("res_partner_res_partner_category_rel", "category_id", tags.ids),
        ):
            cr.execute(
                f"INSERT INTO {table} (partner_id, {column})"
                f" SELECT id, (%s)[1 + mod(id + step * 7, {GROUPS})]"
                "  FROM res_partner, generate_series(0, 1) AS step"
                " WHERE id >= %s AND (step = 0 OR mod(id, 2) = 0)",
                [ids, self.first],
            )

    def insert_invoices(self, number):
        """Copies of the posted invoice, for all customers, over three years."""
        n = f"(n + {self.inserted})"
        customer = f"{self.first} + mod({n}, {CUSTOMERS})"
        day = f"date '2024-01-01' + mod({n} * 7, 1000)"
        first = self.copy(
            "account_move",
            self.invoice.id,
            number,
            {
                "name": f"'BENCH/' || {n}",
                "partner_id": customer,
                "commercial_partner_id": customer,
                "invoice_date": day,
                "date": day,
            },
        )
        cr = self.env.cr
        # a million foreign keys that hold anyway take minutes to check
        cr.execute("SET session_replication_role = replica")
        own = {
            "move_id": "move.id",
            "partner_id": "move.commercial_partner_id",
            "date": "move.date",
            "invoice_date": "move.invoice_date",
            "move_name": "move.name",
        }
        columns = self.columns("account_move_line")
        cr.execute(
            f"INSERT INTO account_move_line ({', '.join(columns)})"
            f" SELECT {', '.join(own.get(name, f'line.{name}') for name in columns)}"
            "   FROM account_move_line line, account_move move"
            "  WHERE line.move_id = %s AND move.id >= %s",
            [self.invoice.id, first],
        )
        cr.execute("SET session_replication_role = DEFAULT")
        self.inserted += number
        cr.commit()  # the database is dropped afterwards
        databases.execute("VACUUM ANALYZE", database=self.database)
        self.env.invalidate_all()

    def copy(self, table, record_id, number, own):
        """Insert copies of a row; return the id of the first.

        :param dict own: SQL of the columns that differ, with ``n`` from 1
        """
        columns = self.columns(table)
        cr = self.env.cr
        cr.execute(f"SELECT max(id) + 1 FROM {table}")
        [(first,)] = cr.fetchall()
        cr.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT {', '.join(own.get(name, name) for name in columns)}"
            f"   FROM {table}, generate_series(1, {number}) AS n"
            f"  WHERE id = {record_id}"
        )
        return first

    def columns(self, table):
        """The columns of a table that a copy takes over."""
        cr = self.env.cr
        cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND column_name <> 'id'",
            [table],
        )
        return [name for (name,) in cr.fetchall()]

    def ours(self):
        """Our report, as the ORM reads it."""
        return self.env["customer.group.report"]._read_group(
            [], ["customer_group_id", MONTH], ["amount_share:sum"]
        )

    def odoos(self):
        """Odoo's report grouped by the tags of the customers."""
        return self.env["account.invoice.report"]._read_group(
            POSTED, ["commercial_partner_id.category_id", MONTH], ["price_subtotal:sum"]
        )

    def ours_client(self):
        """Our report, as the client asks for it."""
        self.env["customer.group.report"].formatted_read_group(
            [], ["customer_group_id", MONTH], ["amount_share:sum", "__count"]
        )

    def odoos_client(self):
        """Odoo's report, as the client asks for it."""
        self.env["account.invoice.report"].formatted_read_group(
            POSTED,
            ["commercial_partner_id.category_id", MONTH],
            ["price_subtotal:sum", "__count"],
        )

    def check_totals(self):
        """Raise when our shares do not add up to what was invoiced."""
        ours = sum(amount for *__, amount in self.ours())
        expected = (self.inserted + 1) * LINES * 10
        if round(ours, 2) != expected:
            raise AssertionError(f"The shares add up to {ours}, not to {expected}.")
