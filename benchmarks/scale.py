"""Staff's screens with 200,000 customers, beside the same with 20,000."""

import time
from contextlib import ExitStack
from unittest.mock import patch

from lxml import etree

from odoo.fields import Command
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval

from benchmarks.partner_form import specification
from devtools.bench import medians, queries

FEW, MANY = 20_000, 200_000  # customers
DOCUMENTS = 1 / 4  # invoices of a customer, and orders
LINKS = 1  # of one big customer, for each customer there is
ROWS = 80
COUNTED = 10_001  # as the web client asks
GROUPS = 20
ISSUES = 100  # customers that need attention
USERS = 1 / 20
EDITED = 5_000
PREVIEWED = 50  # contacts
GROWTH = 3  # times the time, with ten times the customers
REPEAT = 7
# of a list of ROWS customers
QUERIES = 30
PLAN_LINES = 12


def run(bench):
    """Do the same in a database with few customers and in one with many."""
    with ExitStack() as stack:
        few, many = (
            Staff(stack.enter_context(bench.environment(bench.database("addon"))), size)
            for size in (FEW, MANY)
        )
        lists = [("list", [], None)]
        lists += [(name, domain, None) for name, domain in many.filters()]
        lists += [(name, [], groupby) for name, groupby in many.groupbys()]
        for name, domain, groupby in lists:
            # groups tell how many customers are in them, so that each is counted
            growth = 1.5 * MANY / FEW if groupby else GROWTH
            works = [
                lambda staff=staff, asked=(domain, groupby): staff.open(*asked)
                for staff in (few, many)
            ]
            base, taken = medians(*works, repeat=REPEAT)
            bench.at_most(f"{name}: time to that of few", taken / base, growth)
            bench.at_most(
                f"{name}: queries", queries(many.env, works[1]), QUERIES, "queries"
            )
            many.print_plan(domain, groupby)
        mass_edit(bench, few, many)
        preview(bench, few, many)
        rotate(bench, few, many)


def mass_edit(bench, few, many):
    """Change 5,000 customers as a list does."""
    works = [staff.edit for staff in (few, many)]
    base, taken = medians(*works, repeat=2)
    title = f"mass edit of {EDITED}"
    bench.at_most(f"{title}: time to that of few", taken / base, GROWTH)


def preview(bench, few, many):
    """Ask what the contacts of the big customer will see."""
    works = [staff.preview for staff in (few, many)]
    base, taken = medians(*works, repeat=3)
    title = f"preview of {PREVIEWED} contacts"
    bench.at_most(f"{title}: time a document to that of few", taken / base / 10, 1.5)
    count = queries(many.env, many.preview)
    bench.at_most(f"{title}: queries", count, 4 * PREVIEWED, "queries")


def rotate(bench, few, many):
    """End all links of the big customer: the first batch at once, then the others."""
    base, taken = (seconds(staff.rotate) for staff in (few, many))
    title = f"rotate {MANY * LINKS} links"
    bench.at_most(f"{title}, waiting: time to that of few", taken / base, GROWTH)
    base, taken = (seconds(staff.run_jobs) for staff in (few, many))
    ratio = taken / base / ((MANY * LINKS - 10_000) / (FEW * LINKS - 10_000))
    bench.at_most(f"{title}, background: time a link to that of few", ratio, 1.5)
    bench.at_most(f"{title}: links left", many.count_links(), 0, "links")
    bench.figure(f"{title}: seconds", taken)


def seconds(work):
    """Return the seconds that a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


class Staff:
    """An administrator of a database with many customers, made by SQL."""

    def __init__(self, env, size):
        env["account.chart.template"].try_loading(
            "generic_coa", env.company, install_demo=False
        )
        self._size = size
        self._fill(env)
        env.cr.flush()
        env.cr.commit()
        _vacuum(env.cr.dbname)
        self.env = env(user=env.ref("base.user_admin"))
        self._action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_onboarding.res_partner_customer_action"
        )
        self._domain = safe_eval(self._action["domain"], {})
        context = safe_eval(self._action["context"], {})
        self._customers = self.env["res.partner"].with_context(**context)
        views = self._customers.get_views(
            [
                *(view for view in self._action["views"] if view[1] == "list"),
                (self._action["search_view_id"][0], "search"),
            ]
        )["views"]
        self._columns = specification(
            self.env["res.partner"], etree.fromstring(views["list"]["arch"])
        )
        self._search = etree.fromstring(views["search"]["arch"])

    # ------------------------------------------------------------------- the data
    def _fill(self, env):
        partner = env["res.partner"].create(
            {"name": "First", "is_company": True, "customer_rank": 1}
        )
        order = env["sale.order"].create({"partner_id": partner.id})
        invoice = env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": "2026-01-10",
                "invoice_line_ids": [Command.create({"name": "A", "price_unit": 1})],
            }
        )
        invoice.action_post()
        env.flush_all()
        groups = env["customer.group"].create(
            [{"name": f"Group {number}"} for number in range(GROUPS)]
        )
        self._fill_customers(env, partner, groups)
        documents = int(self._size * DOCUMENTS)
        for record in order, invoice:
            # each customer of the first ones has one
            _copy(
                env,
                record,
                documents,
                name=SQL("'COPY/' || n"),
                partner_id=SQL("%s + n", partner.id),
                access_token=SQL("NULL"),
            )
        self._fill_big_customer(env, order)

    def _fill_customers(self, env, partner, groups):
        name = SQL("'Customer ' || n")
        email = SQL("'customer' || n || '@example.com'")
        _copy(
            env,
            partner,
            self._size,
            name=name,
            complete_name=name,
            email=email,
            email_normalized=email,
            commercial_partner_id=SQL("new.id"),
            is_company=SQL("n %% 4 > 0"),
            onboarding_issue=SQL(
                "CASE WHEN n %% %s = 0 THEN 'No email' END", self._size // ISSUES
            ),
        )
        env.cr.execute(
            SQL(
                "INSERT INTO customer_group_partner_rel (partner_id, group_id)"
                " SELECT id, %s + id %% %s FROM res_partner"
                " WHERE name LIKE 'Customer %%' AND id %% 2 = 0",
                groups[0].id,
                GROUPS,
            )
        )
        contact = env["res.partner"].create({"name": "User"})
        user = env["res.users"].create(
            {
                "login": "first",
                "partner_id": contact.id,
                "group_ids": [Command.set(env.ref("base.group_portal").ids)],
            }
        )
        env.flush_all()
        _copy(
            env,
            user,
            int(self._size * USERS),
            login=SQL("'login' || n"),
            partner_id=SQL("%s + n * %s", partner.id, int(1 / USERS)),
        )
        env.cr.execute(
            SQL(
                "INSERT INTO res_groups_users_rel (uid, gid)"
                " SELECT id, %s FROM res_users WHERE login LIKE 'login%%'",
                env.ref("base.group_portal").id,
            )
        )
        env.cr.execute(
            "INSERT INTO res_users_log (create_uid, create_date)"
            " SELECT id, now() FROM res_users WHERE login LIKE 'login%' AND id % 2 = 0"
        )
        env.invalidate_all()
        customers = env["res.partner"].search([("user_ids.share", "=", True)])
        customers._update_portal_access_state()

    def _fill_big_customer(self, env, order):
        self._big = env["res.partner"].create({"name": "Big", "is_company": True})
        contacts = env["res.partner"].create(
            [
                {"name": f"Contact {number}", "parent_id": self._big.id}
                for number in range(PREVIEWED)
            ]
        )
        for contact in contacts:
            env["res.users"].with_context(no_reset_password=True).create(
                {
                    "partner_id": contact.id,
                    "login": contact.name,
                    "group_ids": [Command.set(env.ref("base.group_portal").ids)],
                }
            )
        env.flush_all()
        _copy(
            env,
            order,
            self._size * LINKS,
            name=SQL("'BIG/' || n"),
            partner_id=SQL("%s", self._big.id),
            access_token=SQL("'token' || n"),
        )

    # ------------------------------------------------------------------- the work
    def filters(self):
        """The filters of the search view that have a domain."""
        for node in self._search.iter("filter"):
            if node.get("domain"):
                domain = safe_eval(node.get("domain"), {"uid": self.env.uid})
                yield node.get("string"), domain

    def groupbys(self):
        """What the search view groups by."""
        for node in self._search.iter("filter"):
            context = safe_eval(node.get("context") or "{}", {})
            if groupby := context.get("group_by"):
                yield f"by {node.get('string')}", groupby

    def open(self, domain, groupby):
        """Open the list, as the web client does."""
        self.env.invalidate_all()
        domain = self._domain + domain
        if groupby:
            self._customers.web_read_group(
                domain, groupby=[groupby], aggregates=["__count"], limit=ROWS
            )
        else:
            self._customers.web_search_read(
                domain, self._columns, limit=ROWS, count_limit=COUNTED
            )

    def print_plan(self, domain, groupby):
        """Print how the database finds what a list shows."""
        sql = []
        execute = type(self.env.cr).execute

        def noted(cr, query, params=None, log_exceptions=True):
            started = time.perf_counter()
            result = execute(cr, query, params, log_exceptions)
            sql.append((time.perf_counter() - started, query, params))
            return result

        with patch.object(type(self.env.cr), "execute", noted):
            self.open(domain, groupby)
        _taken, query, params = max(sql, key=lambda one: one[0])
        if isinstance(query, SQL):
            query, params = query.code, query.params
        self.env.cr.execute(
            "EXPLAIN (ANALYZE, COSTS OFF, SUMMARY OFF) " + query, params
        )
        lines = [row[0] for row in self.env.cr.fetchall()]
        for line in lines[:PLAN_LINES]:
            print(f"      {line[:150]}")

    def edit(self):
        """Put customers into a group."""
        customers = self._customers.search(self._domain, limit=EDITED)
        group = self.env["customer.group"].create({"name": f"New {time.monotonic()}"})
        customers.write({"customer_group_ids": [Command.link(group.id)]})
        self.env.cr.flush()
        self.env.invalidate_all()

    def _customer(self):
        return self.env["res.partner"].browse(self._big.id)

    def preview(self):
        """Ask what the big customer will see."""
        self.env.invalidate_all()
        self._customer().action_preview_portal()

    def rotate(self):
        """Press the button; what is beyond a batch goes on in the background."""
        self._customer().action_rotate_document_links()
        self.env.cr.flush()

    def run_jobs(self):
        """Do the background jobs."""
        self.env["customer.background.job"].sudo()._run()

    def count_links(self):
        """The number of links of the big customer that still work."""
        return self._customer()._count_document_links()


def _copy(env, record, count, **values):
    """Copy the row of a record in SQL, `count` times, as n = 1…

    :param values: SQL of the columns that differ; `n` and `new.id` may be in it
    """
    env.cr.execute(
        SQL(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND is_generated = 'NEVER' AND column_name <> 'id'",
            record._table,
        )
    )
    columns = [row[0] for row in env.cr.fetchall()]
    env.cr.execute(
        SQL(
            "INSERT INTO %s (id, %s) SELECT new.id, %s FROM %s AS old,"
            " (SELECT nextval(%s) AS id, n FROM generate_series(1, %s) AS n) AS new"
            " WHERE old.id = %s ORDER BY n",
            SQL.identifier(record._table),
            SQL(", ").join(map(SQL.identifier, columns)),
            SQL(", ").join(
                values.get(name, SQL.identifier("old", name)) for name in columns
            ),
            SQL.identifier(record._table),
            f"{record._table}_id_seq",
            count,
            record.id,
        )
    )


def _vacuum(database):
    """Let the database know what it holds, as its own upkeep does with time."""
    from odoo import sql_db

    with sql_db.db_connect(database).cursor() as cr:
        cr._cnx.autocommit = True
        cr.execute("VACUUM ANALYZE")
