"""Asking whether a customer's currency is locked, beside the obvious ORM search."""

from devtools.bench import medians, queries

OTHERS = 200_000  # invoices of other customers
OTHER_CUSTOMERS = 2_000
DOCUMENTS = (0, 100, 100_000)  # of the customers that are asked for
REPEAT = 200


def run(bench):
    """Fill a database in a transaction, measure, roll back."""
    with bench.environment(bench.database("addon")) as env:
        customers = create_data(env)
        measure(bench, env, customers)


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


def measure(bench, env, customers):
    """Tell the figures."""

    def search():
        env["account.move"].search(
            [("commercial_partner_id", "=", customers[0].id)], limit=1
        )

    [stock] = medians(search, repeat=20)
    checks = [customer._find_transactions for customer in customers.values()]
    ours = medians(*checks, repeat=REPEAT)
    bench.at_most("lock check to ORM search, no documents", ours[0] / stock, 1 / 50)
    bench.at_most("slowest to fastest check", max(ours) / min(ours), 1.5)
    some = env["res.partner"].search([("name", "like", "Other %")], limit=80)
    count = queries(env, some._find_transactions)
    bench.at_most(f"a list of {len(some)} customers", count, 1, "queries")
