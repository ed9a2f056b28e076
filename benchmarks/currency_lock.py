"""What it costs to ask whether a customer's currency is locked.

Runs in the Odoo environment: ``benchmarks/currency_lock.py DATABASE`` on a database
with the addon. Prints ratios and the number of queries; nothing is committed.
"""

import statistics
import sys
import time

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

OTHERS = 200_000  # invoices of other customers
OTHER_CUSTOMERS = 2_000
DOCUMENTS = (0, 100, 100_000)  # of the customers that are asked for
REPEAT = 200


def main(database):
    """Fill the database in a transaction, measure, print, roll back."""
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        customers = create_data(env)
        print_figures(env, customers)
        cr.rollback()


def create_data(env):
    """Create invoices by SQL; return ``{number of documents: customer}``."""
    partner_model = env["res.partner"]
    journal = env["account.journal"].search([("type", "=", "sale")], limit=1)
    if not journal:
        journal = env["account.journal"].create(
            {"name": "Sales", "type": "sale", "code": "BENCH"}
        )
    others = partner_model.create(
        [{"name": f"Other {n}"} for n in range(OTHER_CUSTOMERS)]
    )
    customers = {n: partner_model.create({"name": f"Has {n}"}) for n in DOCUMENTS}
    env.flush_all()
    insert_invoices(env, journal, others.ids, OTHERS // OTHER_CUSTOMERS)
    for number, customer in customers.items():
        insert_invoices(env, journal, customer.ids, number)
    env.cr.execute("ANALYZE account_move, res_partner, sale_order, account_payment")
    return customers


def insert_invoices(env, journal, partner_ids, number):
    """Insert that many posted invoices for each of the customers."""
    env.cr.execute(
        """
        INSERT INTO account_move (
            partner_id, commercial_partner_id, company_id, journal_id, currency_id,
            move_type, state, date, auto_post, name)
        SELECT partner, partner, %s, %s, %s, 'out_invoice', 'posted',
               '2026-01-15'::date, 'no', 'BENCH/' || partner || '/' || number
        FROM generate_series(1, %s) number, unnest(%s) partner
        """,
        [env.company.id, journal.id, env.company.currency_id.id, number, partner_ids],
    )


def print_figures(env, customers):
    """Measure and print."""
    empty = customers[0]
    ours = {
        number: measure(customer._find_transactions)
        for number, customer in customers.items()
    }
    stock = measure(
        lambda: env["account.move"].search(
            [("commercial_partner_id", "=", empty.id)], limit=1
        ),
        repeat=20,
    )
    print_line("ORM search, customer without documents, ms", stock * 1000)
    for number, seconds in ours.items():
        print_line(f"lock check with {number} documents, ms", seconds * 1000)
    print_line("ORM search to lock check, without documents", stock / ours[0])
    print_line("slowest to fastest lock check", max(ours.values()) / min(ours.values()))
    some = env["res.partner"].search([("name", "like", "Other %")], limit=80)
    before = env.cr.sql_log_count
    some._find_transactions()
    print_line(f"queries for a list of {len(some)}", env.cr.sql_log_count - before)
    print_line("list of 80, ms", measure(some._find_transactions) * 1000)


def print_line(title, figure):
    """Print one figure."""
    print(f"{title:<50}{figure:>12.3f}")


def measure(work, repeat=REPEAT):
    """The median time of a call, in seconds."""
    times = []
    for __ in range(repeat):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


if __name__ == "__main__":
    main(sys.argv[1])
